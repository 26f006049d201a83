/** The waiting between two batches, and what ends it from outside. */
@NullMarked
package dev.hosttrust.controller.pause;

import org.jspecify.annotations.NullMarked;
