/** Inventories in Ansible's YAML format, JSON included. */
@NullMarked
package dev.hosttrust.inventories.yaml;

import org.jspecify.annotations.NullMarked;
