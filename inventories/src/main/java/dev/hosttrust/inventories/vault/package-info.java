/** Ansible Vault: values and files encrypted with a password. */
@NullMarked
package dev.hosttrust.inventories.vault;

import org.jspecify.annotations.NullMarked;
