/** Tests of the script {@code hosttrust} at the root of the repository. */
@NullMarked
package dev.hosttrust.controller.launcher;

import org.jspecify.annotations.NullMarked;
