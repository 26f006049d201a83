/**
 * Ways to a host: two SSH libraries behind one contract, host keys, {@code ~/.ssh/config}, jump
 * hosts.
 */
@NullMarked
package dev.hosttrust.controller.ssh;

import org.jspecify.annotations.NullMarked;
