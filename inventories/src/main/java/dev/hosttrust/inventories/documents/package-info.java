/** YAML 1.1 and JSON text read as PyYAML and Ansible read it, with the position of every value. */
@NullMarked
package dev.hosttrust.inventories.documents;

import org.jspecify.annotations.NullMarked;
