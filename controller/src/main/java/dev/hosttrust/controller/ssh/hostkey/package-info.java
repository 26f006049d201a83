/** Host keys: known_hosts files and the one policy that both SSH libraries ask. */
@NullMarked
package dev.hosttrust.controller.ssh.hostkey;

import org.jspecify.annotations.NullMarked;
