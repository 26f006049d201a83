/** Host names, ports and ranges as an inventory writes them. */
@NullMarked
package dev.hosttrust.inventories.hostnames;

import org.jspecify.annotations.NullMarked;
