// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.playbook.TaskResult.Status;
import dev.hosttrust.testhosts.CaProfile;
import dev.hosttrust.testhosts.TestCa;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters that cannot be used: refused before the host is touched, as the command line does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WrongParametersIT {
  private static final TestCa CA = TestCa.named("Harbor CA");
  private static final String HEADER =
      """
      - hosts: here
        gather_facts: false
        vars: {key_by_mistake: "{{ lookup('file', 'with-key.pem') }}"}
        tasks:
      """;

  /** Tasks by name, with their parameters as YAML; %s is the directory. */
  private static final List<String> ANSIBLE_REFUSES =
      List.of(
          "no name: {ca: ca.crt}",
          "no certificate: {name: harbor}",
          "two certificates: {name: harbor, ca: ca.crt, content: x}",
          "unknown: {name: harbor, ca: ca.crt, registry: r.example.com}",
          "no such file: {name: harbor, ca: nowhere.crt}",
          "empty path: {name: harbor, ca: ''}",
          "dictionary: {name: harbor, ca: ca.crt, registries: {r.example.com: 443}}");

  /** Those that a trust spec's file can hold as well: a name, a file and a registry each. */
  private static final List<String> BOTH_REFUSE =
      List.of(
          "har/bor, ca.crt, r1.example.com",
          ".harbor, ca.crt, r2.example.com",
          "scheme, ca.crt, https://r.example.com",
          "path, ca.crt, r.example.com/library",
          "port, ca.crt, r.example.com:70000",
          "private-key, with-key.pem, r3.example.com",
          "expired, expired.crt, r4.example.com",
          "future, future.crt, r5.example.com",
          "leaf, leaf.crt, r6.example.com",
          "empty, empty.crt, r7.example.com",
          "text, text.crt, r8.example.com");

  private Path directory;
  private PlaybookRun run;
  private List<String> commandLine;

  static Stream<String> bothRefuse() {
    return BOTH_REFUSE.stream().map(row -> row.substring(0, row.indexOf(',')));
  }

  @BeforeAll
  void runAll(@TempDir Path directory) throws IOException, InterruptedException {
    this.directory = directory;
    ControlNode control =
        new ControlNode(directory)
            .line("here ansible_connection=local")
            .file("ca.crt", CA.pem())
            .file("with-key.pem", CA.pem() + CA.privateKeyPem())
            .file("expired.crt", CaProfile.named("Expired CA").expired().create().pem())
            .file("future.crt", CaProfile.named("Future CA").notYetValid().create().pem())
            .file("leaf.crt", CA.server("harbor.example.com").certificate())
            .file("empty.crt", "")
            .file("text.crt", "Dear colleague, please find attached\n");
    run = control.play(HEADER + tasks(), "-vvv");
    control.file("trust.yml", "anchors:\n" + anchors());
    commandLine =
        control
            .run(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.hosttrust.controller.cli.Main",
                    "diff",
                    "-i",
                    "hosts.ini",
                    "--spec",
                    "trust.yml"))
            .out()
            .lines()
            .toList();
  }

  private String tasks() {
    Stream<String> both = BOTH_REFUSE.stream().map(row -> row.split(", ")).map(this::task);
    Stream<String> contents =
        Stream.of(
            "key as content: {name: harbor, content: '{{ key_by_mistake }}'}",
            "key in a list: {name: harbor, content: ['{{ key_by_mistake }}']}",
            "root: {name: harbor, ca: ca.crt, root: image}");
    return Stream.of(ANSIBLE_REFUSES.stream(), both, contents)
        .flatMap(tasks -> tasks)
        .map(WrongParametersIT::yaml)
        .collect(Collectors.joining());
  }

  private String task(String[] row) {
    return "%s: {name: %s, ca: %s, registries: ['%s']}"
        .formatted(row[0], row[0], directory.resolve(row[1]), row[2]);
  }

  private static String yaml(String task) {
    int colon = task.indexOf(": ");
    return """
          - name: %s
            hosttrust.trust.anchor: %s
            ignore_errors: true
        """
        .formatted(task.substring(0, colon), task.substring(colon + 2));
  }

  private String anchors() {
    return BOTH_REFUSE.stream()
        .map(row -> row.split(", "))
        .map(
            row ->
                "  - {name: %s, certificate: %s, registries: ['%s']}\n"
                    .formatted(row[0], directory.resolve(row[1]), row[2]))
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          no name          | one of the following is required: name, anchors, spec
          no certificate   | one of the following is required: ca, content, anchors, spec, state
          two certificates | parameters are mutually exclusive: ca/content/anchors/spec
          unknown          | Unsupported parameters for (hosttrust.trust.anchor) module: registry. Supported parameters include: allow, anchors, ca, containerd_config_path, content, name, previous, registries, restart, restart_stops_containers, root, spec, state, stores.
          no such file     | ca: nowhere.crt was not found; searched were DIR/files/nowhere.crt, DIR/nowhere.crt
          empty path       | ca: is empty; give the CA's certificate file, or Easy-RSA's directory
          root             | root: the root 'image' is not the absolute path of a directory below /; write it as /srv/image or leave it out
          """)
  void whatOnlyATaskCanGetWrong(String task, String message) {
    TaskResult result = run.result("here", task);

    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.msg().replace(directory.toString(), "DIR").replace('|', '/'))
        .isEqualTo(message);
  }

  @ParameterizedTest
  @MethodSource("bothRefuse")
  void theCommandLineSaysTheSame(String task) {
    TaskResult result = run.result("here", task);

    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.msg()).isNotEmpty();
    for (String reason : result.msg().lines().toList()) {
      // Of names and registries, the command line tells line and column, and the module its
      // parameter.
      String what = reason.replaceFirst("^(name|registries): ", "");
      assertThat(commandLine)
          .anyMatch(line -> line.equals("hosttrust: " + reason) || line.endsWith(": " + what));
    }
  }

  @Test
  void theWholeMessageOfAPrivateKey() {
    assertThat(run.result("here", "private-key").msg())
        .isEqualTo(
            directory.resolve("with-key.pem")
                + ":"
                + (CA.pem().lines().count() + 1)
                + ": holds a private key, which every user of every host could read then; leave the"
                + " key where it is and give a file with the CA certificate alone");
  }

  @ParameterizedTest
  @ValueSource(strings = {"key as content", "key in a list"})
  void aKeyGivenByMistakeIsRefusedAndNotShown(String task) {
    TaskResult result = run.result("here", task);

    assertThat(result.msg()).contains("holds a private key");
    assertThat(result.json().at("/invocation/module_args/content").asString())
        .isEqualTo("VALUE_SPECIFIED_IN_NO_LOG_PARAMETER");
  }

  @Test
  void nothingOfAKeyIsInTheMostTalkativeOutput() {
    assertThat(CA.privateKeyPem().lines().filter(line -> !line.startsWith("-----")))
        .isNotEmpty()
        .noneMatch(run.out()::contains);
    assertThat(run.out()).contains("content").doesNotContain("BEGIN PRIVATE KEY");
  }
}
