// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.controller.ssh.hostkey.HostKeyVerdict;
import java.util.List;

/** The host keys that were refused because no file has them, and what to do. */
final class UnknownHostKeys {
  private UnknownHostKeys() {}

  /** Nothing where there is none. */
  static void print(Lines out, List<HostKeyVerdict.Unknown> keys) {
    if (keys.isEmpty()) {
      return;
    }
    out.println("");
    out.println(
        List.of(
            Colour.BOLD.on(
                "Unknown host keys: compare each with 'ssh-keygen -lf"
                    + " /etc/ssh/ssh_host_ed25519_key.pub' on its host,")));
    out.println(
        "then let 'hosttrust host-keys' with the same -i and -l write them down, or add these lines"
            + " to a known_hosts file");
    keys.forEach(key -> out.println(key.line() + " " + key.key().fingerprint()));
  }
}
