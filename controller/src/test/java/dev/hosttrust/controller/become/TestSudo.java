// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.become;

import dev.hosttrust.words.Secret;
import java.util.List;
import java.util.Optional;

/** sudo as the tests need it. */
final class TestSudo {

  private TestSudo() {}

  /** {@code sudo -H -u root}. */
  static Become.Sudo root(Optional<Secret> password) {
    return new Become.Sudo("root", "sudo", List.of(), password);
  }
}
