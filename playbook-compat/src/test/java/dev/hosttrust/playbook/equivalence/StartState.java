// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook.equivalence;

import java.util.List;

/**
 * What a host is like before anything runs, and what it shall trust, or trust no longer.
 *
 * @param name for people, and for the list of differences
 * @param script run as root after {@code prepare.sh}, on a host with a new Debian's store
 * @param removal whether the anchors are to go
 * @param tls whether TLS to a server of the CA is tried as well, once all is done
 */
record StartState(
    String name, String script, List<WantedAnchor> wanted, boolean removal, boolean tls) {
  StartState {
    wanted = List.copyOf(wanted);
  }

  static StartState state(String name, String script) {
    return new StartState(name, script, List.of(WantedAnchor.harbor()), false, false);
  }

  /** One from which the anchor is to go. */
  static StartState removal(String name, String script) {
    return new StartState(name, script, List.of(WantedAnchor.harbor()), true, false);
  }

  StartState wanting(WantedAnchor... anchors) {
    return new StartState(name, script, List.of(anchors), removal, tls);
  }

  StartState withTls() {
    return new StartState(name, script, wanted, removal, true);
  }

  @Override
  public String toString() {
    return name;
  }
}
