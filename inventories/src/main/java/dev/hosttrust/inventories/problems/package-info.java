/** What is wrong with an inventory and where: collected while reading, thrown once. */
@NullMarked
package dev.hosttrust.inventories.problems;

import org.jspecify.annotations.NullMarked;
