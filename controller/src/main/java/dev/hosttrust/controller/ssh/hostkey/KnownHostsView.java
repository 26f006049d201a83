// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.hostkey;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The known_hosts lines about one host.
 *
 * @param name the name that was looked up
 * @param known the lines about it
 * @param bare where the name is {@code [host]:port}: the lines about {@code host} alone, which
 *     OpenSSH also takes ("found matching key w/out port")
 */
record KnownHostsView(String name, KnownHosts known, Optional<KnownHosts> bare) {
  static final KnownHostsView EMPTY = new KnownHostsView("", empty(), Optional.empty());

  HostKeyVerdict check(HostKey key) {
    HostKeyVerdict verdict = known.check(name, key);
    if (verdict instanceof HostKeyVerdict.Unknown && bare.isPresent()) {
      HostKeyVerdict other = bare.get().check(name, key);
      return other instanceof HostKeyVerdict.Changed ? verdict : other;
    }
    return verdict;
  }

  /** The lines that count: those about the port, or, without any, those about the bare name. */
  KnownHosts effective() {
    return known.types().isEmpty() && known.authorities().isEmpty() ? bare.orElse(known) : known;
  }

  private static KnownHosts empty() {
    try {
      return KnownHosts.read(List.<Path>of());
    } catch (IOException e) {
      throw new AssertionError("no file was read", e);
    }
  }
}
