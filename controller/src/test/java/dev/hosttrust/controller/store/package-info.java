/** Stores of trust, shown by the programs that read them. */
@NullMarked
package dev.hosttrust.controller.store;

import org.jspecify.annotations.NullMarked;
