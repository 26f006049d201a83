/**
 * The command line: thin commands over the other packages, and the one place that prints errors.
 */
@NullMarked
package dev.hosttrust.controller.cli;

import org.jspecify.annotations.NullMarked;
