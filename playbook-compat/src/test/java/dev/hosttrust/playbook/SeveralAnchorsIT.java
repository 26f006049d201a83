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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Several anchors in one task: one look at the host, one change, one run of the tool. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeveralAnchorsIT {
  private static final TestCa HARBOR = TestCa.named("Harbor CA");
  private static final TestCa CORP = TestCa.named("Corp CA");
  private static final String SPEC =
      """
      anchors:
        - name: harbor
          certificate: pki/harbor.crt
          registries: [harbor.example.com, "harbor.example.com:8443"]
        - {name: easy, pki: pki, registries: [r.example.com]}
        - {name: corp, certificate: pki/corp.crt}
      """;
  private static final String ANCHORS =
      """
      - hosts: anchors
        gather_facts: false
        tasks:
          - name: trust
            hosttrust.trust.anchor:
              anchors:
                - name: harbor
                  ca: vaulted.crt
                  registries: [harbor.example.com, "harbor.example.com:8443"]
                - {name: easy, ca: pki, registries: r.example.com}
                - name: corp
                  content: !vault |
      """;
  private static final String FROM_SPEC =
      """
      - hosts: spec
        gather_facts: false
        tasks:
          - name: trust
            hosttrust.trust.anchor: {spec: trust.yml}
      """;

  private TestHost anchors;
  private TestHost spec;
  private TestHost commandLine;
  private List<FileEntry> before;
  private List<FileEntry> afterCheck;
  private PlaybookRun check;
  private PlaybookRun first;
  private PlaybookRun second;
  private PlaybookRun fromSpec;
  private long execsOfFirst;
  private long execsOfSecond;

  @BeforeAll
  void runAll(@TempDir Path directory) throws IOException, InterruptedException {
    anchors = start();
    spec = start();
    commandLine = start();
    ControlNode control =
        new ControlNode(directory)
            .host("anchors", anchors, TestUser.ROOT)
            .host("spec", spec, TestUser.ROOT)
            .host("command-line", commandLine, TestUser.ROOT)
            .file("vault-password", "correct horse\n")
            .file("trust.yml", SPEC)
            .file("pki/harbor.crt", HARBOR.pem())
            .file("vaulted.crt", HARBOR.pem())
            .file("content.crt", CORP.pem())
            .file("pki/corp.crt", CORP.pem())
            .file("pki/ca.crt", TestCa.named("Easy CA").pem());
    PlaybookRun rollout = control.run(rollout());
    assertThat(rollout.exitCode()).as(rollout.out()).isZero();
    control.run(
        List.of(
            "ansible-vault",
            "encrypt",
            "--vault-password-file=vault-password",
            "trust.yml",
            "vaulted.crt",
            "content.crt"));
    String play = ANCHORS + Files.readString(control.path("content.crt")).indent(20);
    control.with("ANSIBLE_VAULT_PASSWORD_FILE", "vault-password");
    before = anchors.trustTree();
    check = control.play(play, "--check", "--diff");
    afterCheck = anchors.trustTree();
    anchors.resetSshdLog();
    first = control.play(play, "--diff", "-vvv");
    execsOfFirst = anchors.countExecs();
    anchors.resetSshdLog();
    second = control.play(play);
    execsOfSecond = anchors.countExecs();
    fromSpec = control.play(FROM_SPEC);
  }

  /** A host that notes each run of update-ca-certificates. */
  private static TestHost start() {
    TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).start();
    host.writeFile("/etc/ca-certificates/update.d/count", "#!/bin/sh\necho run >>/runs\n", 0755);
    return host;
  }

  private static List<String> rollout() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        "dev.hosttrust.controller.cli.Main",
        "rollout",
        "-i",
        "hosts.ini",
        "-l",
        "command-line",
        "--spec",
        "trust.yml");
  }

  @AfterAll
  void stop() {
    Stream.of(anchors, spec, commandLine).forEach(TestHost::close);
  }

  private static List<String> values(JsonNode list, String key) {
    return list.valueStream().map(element -> element.get(key).asString()).toList();
  }

  @Test
  void checkModePredictsAllOfThem() {
    JsonNode predicted = check.result("anchors").json();

    assertThat(predicted.get("msg").asString()).isEqualTo("3 anchors would be trusted");
    assertThat(predicted.get("steps")).isEqualTo(first.result("anchors").json().get("steps"));
    assertThat(predicted.get("diff")).isEqualTo(first.result("anchors").json().get("diff"));
    assertThat(predicted.get("diff")).hasSameSizeAs(predicted.get("steps"));
    assertThat(afterCheck).isEqualTo(before);
  }

  @Test
  void oneChangeAndOneRunOfTheToolTrustsThemAll() {
    TaskResult changed = first.result("anchors");

    assertThat(changed.status()).as(first.out()).isEqualTo(Status.CHANGED);
    assertThat(changed.msg()).isEqualTo("3 anchors are trusted now");
    assertThat(values(changed.json().get("evidence"), "anchor")).contains("harbor", "corp", "easy");
    assertThat(values(changed.json().get("facts"), "name"))
        .containsExactly("harbor", "easy", "corp");
    assertThat(changed.actions()).filteredOn("run_tool"::equals).hasSize(1);
    assertThat(anchors.readFile("/runs")).isEqualTo("run\n");
    assertThat(execsOfFirst).isEqualTo(2);
  }

  @Test
  void nothingIsToDoAfterwards() {
    TaskResult unchanged = second.result("anchors");

    assertThat(unchanged.status()).isEqualTo(Status.OK);
    assertThat(unchanged.msg()).isEqualTo("nothing to do, 3 anchors are trusted");
    assertThat(unchanged.json().get("evidence"))
        .isEqualTo(first.result("anchors").json().get("evidence"));
    assertThat(execsOfSecond).isEqualTo(1);
  }

  @Test
  void aSpecFileGivesWhatTheCommandLineMakesOfIt() {
    assertThat(fromSpec.result("spec").status()).as(fromSpec.out()).isEqualTo(Status.CHANGED);
    assertThat(spec.readFile("/runs")).isEqualTo(commandLine.readFile("/runs"));
    assertThat(spec.trustTree())
        .isEqualTo(commandLine.trustTree())
        .isEqualTo(anchors.trustTree())
        .isNotEqualTo(before);
  }

  @Test
  void contentIsNotShown() {
    assertThat(first.result("anchors").json().at("/invocation/module_args/anchors/2/content"))
        .hasToString("\"VALUE_SPECIFIED_IN_NO_LOG_PARAMETER\"");
  }
}
