// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.playbook.TaskResult.Status;
import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.FileEntry;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestUser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A CA goes from two hosts that have it: from one by the tasks that one would write, from the other
 * by the module; then by the module from both.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AbsentIT {
  private static final String PEM = "/etc/ssl/certs/harbor.pem";
  private static final String TASKS =
      """
      - hosts: tasks
        gather_facts: false
        tasks:
          - ansible.builtin.lineinfile:
              path: /etc/ca-certificates.conf
              regexp: '^!?local/harbor\\.crt$'
              state: absent
            notify: update
          - ansible.builtin.file: {path: /usr/share/ca-certificates/local/harbor.crt, state: absent}
            notify: update
          - ansible.builtin.file: {path: "/etc/docker/certs.d/r.example.com:8443", state: absent}
        handlers:
          - name: update
            ansible.builtin.command: update-ca-certificates
      """;
  private static final String MODULE =
      """
      - hosts: %s
        gather_facts: false
        tasks:
          - name: remove
            hosttrust.trust.anchor:
              name: harbor
              state: absent
              registries: ["r.example.com:8443"]
      """;

  private TestHost tasks;
  private TestHost module;
  private List<FileEntry> before;
  private List<FileEntry> afterCheck;
  private List<FileEntry> afterModule;
  private List<FileEntry> afterTasks;
  private boolean tasksLeftTheLink;
  private TaskResult check;
  private TaskResult first;
  private PlaybookRun last;

  @BeforeAll
  void runAll(@TempDir Path directory) throws IOException {
    tasks = rolledOut();
    module = rolledOut();
    ControlNode control =
        new ControlNode(directory)
            .host("tasks", tasks, TestUser.ROOT)
            .host("module", module, TestUser.ROOT);
    before = module.trustTree();
    check =
        control.play(MODULE.formatted("module"), "--check", "--diff").result("module", "remove");
    afterCheck = module.trustTree();
    first = control.play(MODULE.formatted("module"), "--diff").result("module", "remove");
    afterModule = module.trustTree();
    control.play(TASKS);
    tasksLeftTheLink = tasks.exec("test -L " + PEM).exit() == 0;
    last = control.play(MODULE.formatted("all"));
    afterTasks = tasks.trustTree();
  }

  private static TestHost rolledOut() {
    TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).start();
    host.writeFile("/usr/share/ca-certificates/local/harbor.crt", TestCa.named("Harbor CA").pem());
    host.run(
        """
        mkdir -p /etc/docker/certs.d/r.example.com:8443
        cp /usr/share/ca-certificates/local/harbor.crt /etc/docker/certs.d/r.example.com:8443/ca.crt
        echo local/harbor.crt >>/etc/ca-certificates.conf
        update-ca-certificates
        """);
    host.writeFile("/etc/ca-certificates/update.d/events", "#!/bin/sh\ncat >>/events\n", 0755);
    return host;
  }

  @AfterAll
  void stop() {
    Stream.of(tasks, module).forEach(TestHost::close);
  }

  private static List<String> actions(TaskResult result) {
    return result.json().path("steps").valueStream().map(s -> s.get("action").asString()).toList();
  }

  @Test
  void checkModePredictsWhatIsDone() {
    assertThat(check.status()).as(check.msg()).isEqualTo(Status.CHANGED);
    assertThat(check.msg()).startsWith("harbor would be trusted no longer; removes CN=Harbor CA (");
    assertThat(afterCheck).isEqualTo(before);
    assertThat(actions(check))
        .containsExactly(
            "write_file",
            "remove_file",
            "remove_directory",
            "run_tool",
            "write_file",
            "remove_file")
        .isEqualTo(actions(first));
    assertThat(check.json().path("diff")).isEqualTo(first.json().path("diff")).isNotEmpty();
  }

  @Test
  void theModuleTellsTheHooksAndProvesIt() {
    assertThat(first.msg()).startsWith("harbor is trusted no longer; removes CN=Harbor CA (");
    assertThat(first.json().path("evidence").valueStream())
        .isNotEmpty()
        .extracting((JsonNode proof) -> proof.get("kind").asString())
        .containsOnly("absent");
    assertThat(module.readFile("/events")).isEqualTo("-" + PEM + "\n");
    assertThat(module.run("find /etc/ssl/certs -xtype l")).isEmpty();
  }

  @Test
  void theTasksLeaveALinkAndTellTheHooksNothingUntilTheModuleMendsIt() {
    assertThat(tasksLeftTheLink).isTrue();
    assertThat(last.result("tasks", "remove").status()).isEqualTo(Status.CHANGED);
    assertThat(tasks.readFile("/events")).isEqualTo("-" + PEM + "\n");
    assertThat(afterTasks).isEqualTo(afterModule);
  }

  @Test
  void aHostThatDoesNotHaveItIsNotChanged() {
    assertThat(last.result("module", "remove").status()).isEqualTo(Status.OK);
    assertThat(last.result("module", "remove").msg())
        .isEqualTo("nothing to do, harbor is not trusted");
  }
}
