// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import java.io.IOException;
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
    try {
      return Path.of("/tmp/krb5cc_" + Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | UnsupportedOperationException e) {
      return Path.of("/tmp/krb5cc"); // a system without /proc
    }
  }
}
