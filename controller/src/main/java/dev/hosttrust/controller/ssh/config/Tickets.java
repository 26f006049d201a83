// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether the user holds Kerberos tickets, as far as it can be seen: {@code KRB5CCNAME}, or the
 * default file of krb5.conf(5).
 */
final class Tickets {
  private Tickets() {}

  static boolean isAnyFor(LocalUser user) {
    String cache = user.environment().get("KRB5CCNAME");
    return (cache != null && !cache.isEmpty()) || Files.exists(defaultCache());
  }

  private static Path defaultCache() {
    return Path.of(ThisMachine.uid().map(uid -> "/tmp/krb5cc_" + uid).orElse("/tmp/krb5cc"));
  }
}
