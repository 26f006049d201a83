/**
 * The groups and hosts of an inventory while it is being read, with Ansible's rules of membership.
 */
@NullMarked
package dev.hosttrust.inventories.tree;

import org.jspecify.annotations.NullMarked;
