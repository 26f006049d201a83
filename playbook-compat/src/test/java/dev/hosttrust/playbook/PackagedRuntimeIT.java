// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.ExecOutput;
import dev.hosttrust.testhosts.Packages;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The module on a control node whose only Java is that of the package of hosttrust. */
class PackagedRuntimeIT {
  private static final TestCa CA = TestCa.named("Harbor CA");

  @TempDir private Path directory;

  @Test
  void theModuleRunsOnTheJavaOfThePackage() throws IOException {
    try (TestHost host = TestHosts.debian(DebianRelease.BULLSEYE).start();
        TestHost node = TestHosts.controlNode().behind(host, 2222).start()) {
      node.run(
          "dpkg --purge $(dpkg-query -W -f '${Package}\\n' '*openjdk*' 'ca-certificates-java')");
      CollectionArchive.install(node, directory);
      givePlay(node, host);
      assertThat(play(node).stdout()).contains("hosttrust needs Java 25 or newer");

      node.copyFile(Packages.deb(), "/tmp/hosttrust.deb");
      node.run("dpkg -i /tmp/hosttrust.deb");
      ExecOutput first = play(node);
      ExecOutput second = play(node);

      assertThat(first.exit()).as(first.stdout()).isZero();
      assertThat(first.stdout()).containsPattern("here +: ok=2 +changed=1 ");
      assertThat(first.stdout()).containsPattern("other +: ok=2 +changed=1 ");
      assertThat(second.exit()).as(second.stdout()).isZero();
      assertThat(second.stdout()).containsPattern("here +: ok=2 +changed=0 ");
      assertThat(second.stdout()).containsPattern("other +: ok=2 +changed=0 ");
      for (TestHost changed : new TestHost[] {node, host}) {
        assertThat(changed.readFile("/etc/ssl/certs/ca-certificates.crt")).contains(CA.pem());
      }
    }
  }

  private static void givePlay(TestHost node, TestHost host) {
    NodeLogin.give(node, host);
    node.writeFile("/play/hosts", "here ansible_connection=local\nother ansible_host=127.0.0.1\n");
    node.writeFile("/play/site.yml", Resources.read("current-ansible/site.yml"));
    node.writeFile("/play/files/ca.crt", CA.pem());
  }

  private static ExecOutput play(TestHost node) {
    return node.exec("cd /play && ansible-playbook -i hosts -e anchor=packaged site.yml 2>&1");
  }
}
