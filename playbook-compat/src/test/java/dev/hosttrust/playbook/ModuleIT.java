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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The collection as it is built, under the Ansible of this machine. */
class ModuleIT {
  private static final String PLAY =
      """
      - hosts: all
        gather_facts: false
        tasks:
          - hosttrust.trust.anchor:
              name: harbor
              ca: ca.crt
              registries: [harbor.example.com]
      """;

  @TempDir private Path directory;

  @Test
  void aHostIsChangedOnce() throws IOException, InterruptedException {
    try (TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).start()) {
      ControlNode control =
          new ControlNode(directory)
              .host("one", host, TestUser.ROOT)
              .unreachable("gone")
              .file("ca.crt", TestCa.named("Harbor CA").pem());

      PlaybookRun first = control.play(PLAY);
      PlaybookRun second = control.play(PLAY);

      assertThat(first.exitCode()).as(first.out()).isEqualTo(4);
      assertThat(first.statuses())
          .isEqualTo(Map.of("one", Status.CHANGED, "gone", Status.UNREACHABLE));
      assertThat(first.recap().get("one")).containsEntry("ok", 1).containsEntry("changed", 1);
      assertThat(second.result("one").status()).isEqualTo(Status.OK);
      assertThat(second.result("one").msg()).isEqualTo("nothing to do, harbor is trusted");
    }
  }

  @Test
  void itsDocumentationIsComplete() throws IOException, InterruptedException {
    PlaybookRun doc =
        new ControlNode(directory)
            .run(List.of("ansible-doc", "-t", "module", "hosttrust.trust.anchor"));

    assertThat(doc.exitCode()).as(doc.out()).isZero();
    assertThat(doc.out()).contains("EXAMPLES:", "RETURN VALUES:", "registries");
  }
}
