@NullMarked
package dev.hosttrust.inventories;

import org.jspecify.annotations.NullMarked;
