/** What variables say about how to reach a host and become root on it. */
@NullMarked
package dev.hosttrust.inventories.connection;

import org.jspecify.annotations.NullMarked;
