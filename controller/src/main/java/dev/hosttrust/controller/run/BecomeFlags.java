// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import org.jspecify.annotations.Nullable;

/**
 * What the command line says about becoming root. Null where it says nothing.
 *
 * @param become {@code -b}: whether to become another user at all
 * @param method {@code --become-method}
 * @param user {@code --become-user}
 * @param password that sudo asks for
 */
public record BecomeFlags(
    boolean become, @Nullable String method, @Nullable String user, PasswordFlags password) {
  /** Nobody becomes root. */
  static final BecomeFlags NONE =
      new BecomeFlags(false, null, null, new PasswordFlags(false, null));
}
