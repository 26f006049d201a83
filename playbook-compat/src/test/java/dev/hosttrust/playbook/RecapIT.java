// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.playbook.TaskResult.Status;
import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestUser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Twenty hosts of which three cannot be reached and two cannot be changed: what Ansible counts.
 *
 * <p>Fifteen names are one host, in check mode, where that makes no difference.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecapIT {
  private static final TestHosts DEBIAN = TestHosts.debian(DebianRelease.BOOKWORM);
  private static final String FILE = "/usr/share/ca-certificates/local/harbor.crt";
  private static final List<String> GOOD =
      IntStream.rangeClosed(1, 15).mapToObj(number -> "good" + number).toList();
  private static final List<String> GONE = List.of("gone1", "gone2", "gone3");
  private static final String PLAY =
      """
      - hosts: all
        gather_facts: false
        tasks:
          - name: trust
            hosttrust.trust.anchor:
              name: harbor
              ca: ca.crt
              registries: [harbor.example.com]
          - name: afterwards
            ansible.builtin.debug: {msg: only where the trust is}
      """;

  private TestHost good;
  private TestHost directoryInTheWay;
  private TestHost linkInTheWay;
  private PlaybookRun all;
  private PlaybookRun reachable;

  @BeforeAll
  void runAll(@TempDir Path directory) throws IOException, InterruptedException {
    good = DEBIAN.start();
    directoryInTheWay = DEBIAN.start();
    linkInTheWay = DEBIAN.start();
    directoryInTheWay.run("mkdir -p " + FILE);
    linkInTheWay.run(
        "mkdir /srv/docker && chown nobody /srv/docker && ln -s /srv/docker /etc/docker");
    ControlNode control =
        new ControlNode(directory).file("ca.crt", TestCa.named("Harbor CA").pem());
    GOOD.forEach(name -> control.host(name, good, TestUser.ROOT));
    control.host("directory", directoryInTheWay, TestUser.ROOT);
    control.host("link", linkInTheWay, TestUser.ROOT);
    GONE.forEach(control::unreachable);
    all = control.play(PLAY, "--check", "--forks", "20");
    reachable = control.play(PLAY, "--check", "--forks", "20", "--limit", "good1,directory,link");
  }

  @AfterAll
  void stop() {
    Stream.of(good, directoryInTheWay, linkInTheWay).forEach(TestHost::close);
  }

  private static Map<String, Integer> counts(int ok, int changed, int unreachable, int failures) {
    return Map.of(
        "ok",
        ok,
        "changed",
        changed,
        "unreachable",
        unreachable,
        "failures",
        failures,
        "skipped",
        0,
        "rescued",
        0,
        "ignored",
        0);
  }

  @Test
  void everyHostIsCountedOnceForWhatCameOfIt() {
    assertThat(all.recap()).as(all.out()).hasSize(20);
    GOOD.forEach(name -> assertThat(all.recap().get(name)).isEqualTo(counts(2, 1, 0, 0)));
    GONE.forEach(name -> assertThat(all.recap().get(name)).isEqualTo(counts(0, 0, 1, 0)));
    assertThat(all.recap().get("directory")).isEqualTo(counts(0, 0, 0, 1));
    assertThat(all.recap().get("link")).isEqualTo(counts(0, 0, 0, 1));
  }

  @Test
  void theExitCodeIsThatOfUnreachableHosts() {
    assertThat(all.exitCode()).isEqualTo(4);
    assertThat(reachable.exitCode()).isEqualTo(2);
  }

  @Test
  void anUnreachableHostHasTheWordsOfItsConnection() {
    for (String name : GONE) {
      TaskResult result = all.result(name);
      assertThat(result.status()).isEqualTo(Status.UNREACHABLE);
      assertThat(result.msg()).contains("port 1: Connection refused");
    }
  }

  @Test
  void aHostThatCannotBeChangedSaysWhereAndWhatToDo() {
    assertThat(all.result("directory").status()).isEqualTo(Status.FAILED);
    assertThat(all.result("directory").msg()).isEqualTo(FILE + " is a directory; move it away");
    assertThat(all.result("link").msg())
        .isEqualTo(
            "/etc/docker is a symbolic link to /srv/docker, and others than root may change"
                + " /srv/docker on the way there; let it and the directories above it belong to root"
                + " alone ('chown root', 'chmod go-w'), or put a directory in place of the link");
  }
}
