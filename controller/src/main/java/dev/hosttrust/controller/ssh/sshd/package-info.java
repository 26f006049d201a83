/** The transport over Apache MINA SSHD. */
@NullMarked
package dev.hosttrust.controller.ssh.sshd;

import org.jspecify.annotations.NullMarked;
