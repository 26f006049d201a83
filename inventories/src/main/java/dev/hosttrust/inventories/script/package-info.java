/** Inventory scripts, and the JSON they print, which is also that of {@code ansible-inventory}. */
@NullMarked
package dev.hosttrust.inventories.script;

import org.jspecify.annotations.NullMarked;
