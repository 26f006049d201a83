/** Files of this machine. */
@NullMarked
package dev.hosttrust.controller.files;

import org.jspecify.annotations.NullMarked;
