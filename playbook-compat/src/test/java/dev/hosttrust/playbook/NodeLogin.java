// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import dev.hosttrust.testhosts.KeyType;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestKeys;
import java.util.stream.Collectors;

/** How root of a control node in a container logs in to a host at 127.0.0.1. */
final class NodeLogin {
  private NodeLogin() {}

  /** Gives the node a key that the host lets in, and the host's keys. */
  static void give(TestHost node, TestHost host) {
    node.writeFile("/root/.ssh/id_ed25519", TestKeys.shared().plain(KeyType.ED25519).read(), 0600);
    node.writeFile(
        "/root/.ssh/known_hosts",
        host.hostKeys().stream()
            .map(key -> key.knownHostsLine("127.0.0.1") + "\n")
            .collect(Collectors.joining()));
  }
}
