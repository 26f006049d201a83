/** Variables of hosts and groups: their values and where each one was written. */
@NullMarked
package dev.hosttrust.inventories.values;

import org.jspecify.annotations.NullMarked;
