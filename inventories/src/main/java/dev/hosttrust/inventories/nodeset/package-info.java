/**
 * Names of many hosts in one word, such as {@code node[001-412]}, as clush and Slurm write them.
 */
@NullMarked
package dev.hosttrust.inventories.nodeset;

import org.jspecify.annotations.NullMarked;
