/** The transport over JSch. */
@NullMarked
package dev.hosttrust.controller.ssh.jsch;

import org.jspecify.annotations.NullMarked;
