// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A host that can manage another one with Ansible. */
class ControlNodeIT {
  private static final SshKey KEY = TestKeys.shared().plain(KeyType.ED25519);

  @Test
  void hasAnsibleAndANewAndAnOldJava() {
    TestHost node = TestHosts.controlNode().shared();

    assertThat(node.run("ansible --version")).startsWith("ansible [core 2.19.");
    assertThat(node.readFile(TestHosts.JAVA_HOME + "/release")).contains("JAVA_VERSION=\"25");
    assertThat(node.run(TestHosts.JAVA_HOME + "/bin/java -version 2>&1")).contains("\"25");
    assertThat(node.readFile(TestHosts.OLD_JAVA_HOME + "/release")).contains("JAVA_VERSION=\"21");
  }

  @Test
  void reachesTheHostThatItIsBehind() {
    TestHost host = TestHosts.debian(DebianRelease.BULLSEYE).shared();
    try (TestHost node = TestHosts.controlNode().behind(host, 2222).start()) {
      node.writeFile("/root/key", KEY.read(), 0600);
      String known =
          host.hostKeys().stream()
              .map(key -> key.knownHostsLine("127.0.0.1") + "\n")
              .reduce("", String::concat);
      node.writeFile("/root/.ssh/known_hosts", known, 0600);

      String release = node.run("ssh -i /root/key root@127.0.0.1 cat /etc/os-release </dev/null");

      assertThat(release).contains("VERSION_CODENAME=bullseye");
    }
  }
}
