package dev.hosttrust.inventories.values;

/**
 * A value encrypted with Ansible Vault, still encrypted.
 *
 * @param envelope the text from {@code $ANSIBLE_VAULT;} to the last hexadecimal digit
 */
public record VaultText(String envelope) {}
