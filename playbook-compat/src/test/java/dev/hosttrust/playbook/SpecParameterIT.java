// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hosttrust.agent.trust.file.UserPath;
import dev.hosttrust.controller.trust.YamlSpec;
import dev.hosttrust.playbook.TaskResult.Status;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.words.ProblemsException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is wrong with a spec file or with the parameter {@code anchors}: all of it is reported, and
 * for a spec file in the words of the command line, which parses YAML with another library.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpecParameterIT {
  /** Spec files by the name of their fault. */
  private static final Map<String, String> FAULTS =
      Map.ofEntries(
          Map.entry("nothing", ""),
          Map.entry("a comment", "# nothing yet\n"),
          Map.entry("a list", "- a\n"),
          Map.entry("a text", "just text\n"),
          Map.entry("no anchors", "{}\n"),
          Map.entry("an empty list", "anchors: []\n"),
          Map.entry("anchors without a value", "anchors:\n"),
          Map.entry("anchors as a mapping", "anchors: {a: b}\n"),
          Map.entry("an anchor as a text", "anchors:\n- ca.crt\n"),
          Map.entry("another key", "anchor: []\n"),
          Map.entry("an anchor without keys", "anchors:\n- {}\n"),
          Map.entry("both kinds of CA", "anchors:\n  - {name: a, certificate: a.crt, pki: easy}\n"),
          Map.entry(
              "keys",
              """
              anchors:
                - name: a
                  name: b
                  certificate: a.crt
                  registry: r
                  5: x
                  true: x
              """),
          Map.entry(
              "kinds of values",
              """
              anchors:
                - name: 1.10
                  certificate: [a.crt]
                  registries: r
                - name: true
                  certificate:
                  registries: [r, 5000, {}, -1, 1e3, .inf, null, "null", yes, 0x10, 0600, ~, !!str 5]
              """),
          Map.entry(
              "paths",
              """
              anchors:
                - {name: a, certificate: ""}
                - {name: b, certificate: "a\\0b"}
                - {name: c, certificate: none.crt}
                - {name: d, pki: .}
              """),
          Map.entry(
              "several anchors",
              """
              anchors:
                - name: ../a
                  certificate: a.crt
                  registries: ["https://r"]
                - name: b
                  certificate: a.crt
                  registries: [r]
                - name: b
                  certificate: a.crt
                  registries: [r]
              """),
          Map.entry("an alias", "anchors:\n  - &x {name: a, certificate: a.crt}\n  - *x\n"),
          Map.entry("a second document", "anchors: []\n---\nanchors: []\n"),
          Map.entry("broken YAML", "anchors:\n  - name: a\n    registries: [r\n"),
          Map.entry("a tab", "anchors:\n\t- name: a\n"),
          Map.entry("no character", "anchors: \u0007\n"));

  /** Tasks by name, with their parameters. */
  private static final List<String[]> PARAMETERS =
      List.of(
          new String[] {"no such spec", "{spec: gone.yml}"},
          new String[] {"a directory as spec", "{spec: '{{ playbook_dir }}'}"},
          new String[] {"nested without end", "{spec: deep.yml}"},
          new String[] {"name and anchors", "{name: a, anchors: [{name: a, ca: a.crt}]}"},
          new String[] {"anchors and spec", "{anchors: [{name: a, ca: a.crt}], spec: trust.yml}"},
          new String[] {"registries and spec", "{spec: trust.yml, registries: [r]}"},
          new String[] {"none of them", "{registries: [r]}"},
          new String[] {"an anchor without a name", "{anchors: [{ca: a.crt}]}"},
          new String[] {"an anchor without a CA", "{anchors: [{name: a}]}"},
          new String[] {"an unknown key", "{anchors: [{name: a, certificate: a.crt, ca: a.crt}]}"},
          new String[] {"no list", "{anchors: a.crt}"},
          new String[] {"an empty list of anchors", "{anchors: []}"},
          new String[] {
            "everything at once",
            "{root: image, anchors: [{name: a/b, ca: a.crt}, {name: c, ca: gone.crt},"
                + " {name: d, content: x, registries: ['http://r']}, {name: e, ca: ''}]}"
          });

  private Path directory;
  private PlaybookRun run;

  static Stream<String> faults() {
    return FAULTS.keySet().stream();
  }

  @BeforeAll
  void runAll(@TempDir Path directory) throws IOException, InterruptedException {
    this.directory = directory;
    Map<String, String> tasks = new LinkedHashMap<>();
    ControlNode control =
        new ControlNode(directory)
            .line("here ansible_connection=local")
            .file("a.crt", TestCa.named("A").pem())
            .file("key.pem", TestCa.named("B").privateKeyPem());
    FAULTS.forEach(
        (name, yaml) -> {
          control.file(file(name), yaml);
          tasks.put(name, "{spec: '" + file(name) + "'}");
        });
    control.file("deep.yml", "anchors: " + "[".repeat(50_000));
    PARAMETERS.forEach(row -> tasks.put(row[0], row[1]));
    String play =
        tasks.entrySet().stream()
            .map(
                task ->
                    "    - name: %s\n      hosttrust.trust.anchor: %s\n      ignore_errors: true\n"
                        .formatted(task.getKey(), task.getValue()))
            .collect(
                Collectors.joining(
                    "",
                    "- hosts: here\n  gather_facts: false\n  check_mode: true\n  tasks:\n",
                    ""));
    run = control.play(play, "-vvv");
  }

  private static String file(String fault) {
    return fault.replace(' ', '-') + ".yml";
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aSpecFileIsRefusedInTheWordsOfTheCommandLine(String fault) {
    ProblemsException refused =
        catchThrowableOfType(
            ProblemsException.class,
            () ->
                YamlSpec.read(
                    directory.resolve(file(fault)),
                    new UserPath("/nowhere", Map.of()),
                    InstantSource.system()));

    TaskResult result = run.result("here", fault);

    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(withoutErrorOfTheParser(result.msg()))
        .isEqualTo(withoutErrorOfTheParser(String.valueOf(refused.getMessage())));
  }

  /** The two libraries word a parser's error differently, and see some at different places. */
  private static String withoutErrorOfTheParser(String message) {
    return message.replaceFirst("(:\\d+:\\d+)?: is no YAML: [^;]+;", ": is no YAML: ;");
  }

  /** Not what the parser was doing when it met the error. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          broken YAML   | did not find expected ',' or ']'
          a tab         | found character that cannot start any token
          no character  | control characters are not allowed
          """)
  void aSpecFileThatIsNoYamlIsRefusedWithTheErrorItself(String fault, String error) {
    assertThat(run.result("here", fault).msg())
        .containsPattern(
            "\\.yml(:\\d+:\\d+)?: is no YAML: [^;]*" + Pattern.quote(error) + "; mend it there");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          no such spec             | spec: gone.yml was not found; searched were DIR/files/gone.yml, DIR/gone.yml
          a directory as spec      | DIR: is a directory; give a file
          nested without end       | DIR/deep.yml:1:29: lists and mappings are nested too deeply; mend it there
          name and anchors         | parameters are mutually exclusive: name/anchors/spec
          anchors and spec         | parameters are mutually exclusive: name/anchors/spec, ca/content/anchors/spec, registries/anchors/spec, allow/anchors/spec, state/anchors/spec, previous/anchors/spec
          registries and spec      | parameters are mutually exclusive: registries/anchors/spec
          none of them             | one of the following is required: name, anchors, spec
          an anchor without a name | missing required arguments: name found in anchors
          an anchor without a CA   | one of the following is required: ca, content, state found in anchors
          an unknown key           | Unsupported parameters for (hosttrust.trust.anchor) module: anchors.certificate. Supported parameters include: allow, ca, content, name, previous, registries, state.
          an empty list of anchors | anchors: the list is empty; name at least one anchor
          """)
  void parametersThatDoNotFitTogether(String task, String message) {
    TaskResult result = run.result("here", task);

    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.msg().replace(directory.toString(), "DIR").replace('|', '/'))
        .isEqualTo(message);
  }

  @Test
  void anchorsThatAreNoListOfDictionariesAreRefused() {
    assertThat(run.result("here", "no list").status()).isEqualTo(Status.FAILED);
    assertThat(run.result("here", "no list").msg()).contains("anchors", "dict");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          anchors[0].name: the name 'a/b' has other characters
          anchors[1].ca: gone.crt was not found; searched were
          anchors[2].content: holds no certificate
          anchors[2].registries: the registry 'http://r' has a scheme
          anchors[3].ca: is empty; give the CA's certificate file
          root: the root 'image' is not the absolute path
          """)
  void whatIsWrongWithSeveralAnchorsIsReportedTogether(String problem) {
    assertThat(run.result("here", "everything at once").msg().lines())
        .hasSize(6)
        .anyMatch(line -> line.startsWith(problem));
  }
}
