/** The keys we log in with: key files, passphrases, and the ssh-agent. */
@NullMarked
package dev.hosttrust.controller.ssh.auth;

import org.jspecify.annotations.NullMarked;
