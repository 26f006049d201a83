/**
 * Which hosts, with which variables: inventories read as ansible-core 2.14 reads them.
 *
 * <p>{@link dev.hosttrust.inventories.Inventory} is the way in. What a host's variables say about
 * reaching it is in {@link dev.hosttrust.inventories.connection}, the variables themselves are in
 * {@link dev.hosttrust.inventories.values}, passwords of Ansible Vault in {@link
 * dev.hosttrust.inventories.vault}, the nodes of a cluster in {@link
 * dev.hosttrust.inventories.kubernetes}; all report what is wrong with {@link
 * dev.hosttrust.words.ProblemsException}. The other packages are the inside.
 */
@NullMarked
package dev.hosttrust.inventories;

import org.jspecify.annotations.NullMarked;
