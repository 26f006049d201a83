// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.values;

import dev.hosttrust.inventories.vault.Vault;

/**
 * A value encrypted with Ansible Vault, still encrypted: most are never needed, and opening one
 * costs milliseconds.
 *
 * @param envelope the text from {@code $ANSIBLE_VAULT;} to the last hexadecimal digit
 * @param vault opens it
 */
public record VaultText(String envelope, Vault vault) {}
