/** From flags, inventory variables and {@code ~/.ssh/config} to a target. */
@NullMarked
package dev.hosttrust.controller.ssh.config;

import org.jspecify.annotations.NullMarked;
