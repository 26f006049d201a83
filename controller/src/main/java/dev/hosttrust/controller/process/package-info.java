/** The process that a command runs in: its streams, its terminal, its signals, its exit code. */
@NullMarked
package dev.hosttrust.controller.process;

import org.jspecify.annotations.NullMarked;
