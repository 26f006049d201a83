/** The names of algorithms that SSH connections are made with. */
@NullMarked
package dev.hosttrust.controller.ssh.algorithms;

import org.jspecify.annotations.NullMarked;
