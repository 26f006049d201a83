// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.playbook.TaskResult.Status;
import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.LocalTlsServer;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plays of docs/ansible.md that lead from one CA to another. */
class RotationPlayIT {
  private static final String NAME = "harbor.example.com";
  private static final String BUNDLE = "/etc/ssl/certs/ca-certificates.crt";
  private static final String REMOVAL = "Take the old CA away";

  private static String plays() throws IOException {
    Matcher block =
        Pattern.compile("```yaml\n(# rotate\\.yml\n.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("../docs/ansible.md")));
    assertThat(block.find()).isTrue();
    return block.group(1);
  }

  @Test
  void theOldCaGoesOnlyWhenTheServerHasChanged(@TempDir Path directory) throws IOException {
    TestCa old = TestCa.named("Harbor CA");
    TestCa next = TestCa.named("Harbor CA");
    String plays = plays();
    try (TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).start();
        LocalTlsServer server = LocalTlsServer.start(old.server(NAME))) {
      ControlNode control =
          new ControlNode(directory)
              .host("node", host, TestUser.ROOT)
              .file("pki/old.crt", old.pem())
              .file("pki/new.crt", next.pem());
      String at = "server=" + server.address();

      assertThat(control.play(plays, "--tags", "add").exitCode()).isZero();
      assertThat(host.readFile(BUNDLE)).contains(old.pem(), next.pem());

      PlaybookRun tooEarly = control.play(plays, "--tags", "finish", "-e", at);
      assertThat(tooEarly.exitCode()).as(tooEarly.out()).isNotZero();
      assertThat(tooEarly.result("localhost").status()).isEqualTo(Status.FAILED);
      assertThat(tooEarly.results()).noneMatch(result -> result.task().equals(REMOVAL));
      assertThat(host.readFile(BUNDLE)).contains(old.pem());

      server.serve(next.server(NAME));
      PlaybookRun check = control.play(plays, "--tags", "finish", "-e", at, "--check", "--diff");
      assertThat(check.result("node", REMOVAL).status()).isEqualTo(Status.CHANGED);
      assertThat(host.readFile(BUNDLE)).contains(old.pem());
      PlaybookRun finished = control.play(plays, "--tags", "finish", "-e", at);
      assertThat(finished.exitCode()).as(finished.out()).isZero();
      assertThat(finished.result("node", REMOVAL).status()).isEqualTo(Status.CHANGED);
      assertThat(host.readFile(BUNDLE)).contains(next.pem()).doesNotContain(old.pem());
      assertThat(control.play(plays).results()).isEmpty();
    }
  }
}
