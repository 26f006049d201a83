/** Host patterns, the argument of {@code -l}. */
@NullMarked
package dev.hosttrust.inventories.patterns;

import org.jspecify.annotations.NullMarked;
