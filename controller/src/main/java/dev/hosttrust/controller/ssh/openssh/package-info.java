/** The transport over the machine's own {@code ssh}: one process a host. */
@NullMarked
package dev.hosttrust.controller.ssh.openssh;

import org.jspecify.annotations.NullMarked;
