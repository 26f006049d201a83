/** Inventories in Ansible's INI format. */
@NullMarked
package dev.hosttrust.inventories.ini;

import org.jspecify.annotations.NullMarked;
