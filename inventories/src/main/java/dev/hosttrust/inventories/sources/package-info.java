/** Files and directories that hold inventories, and which reader takes which. */
@NullMarked
package dev.hosttrust.inventories.sources;

import org.jspecify.annotations.NullMarked;
