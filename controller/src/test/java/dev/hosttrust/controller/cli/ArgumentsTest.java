// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.TestCa;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the words of a command line are taken: {@code @FILE}, empty values, words too many. */
class ArgumentsTest {
  @TempDir private static Path directory;

  @BeforeAll
  static void writeFiles() throws IOException {
    TestCa.named("CA").writeTo(directory.resolve("ca.crt"));
    Files.writeString(directory.resolve("hosts"), "[web]\nweb[1:4]\n");
    Files.writeString(directory.resolve("two.txt"), "web1\nweb3\n");
    Files.writeString(directory.resolve("empty.txt"), "\n");
    Files.writeString(
        directory.resolve("vars.yml"), "# of the operator\nansible_user: deploy\ncolour: red\n");
    Files.writeString(directory.resolve("pairs.txt"), "a=b\n--host-key-checking\noff\n");
    Files.writeString(directory.resolve("options.txt"), "--help\n-e\nx=1\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-l @two.txt", "--limit @two.txt", "--limit=@two.txt", "-l@two.txt"})
  void aFileOfHostsIsThePatternOfTheLimit(String limit) throws Exception {
    Process process = main("inventory -i hosts --graph " + limit);

    assertThat(process.inputReader().readAllAsString())
        .isEqualTo("@all:\n  |--@ungrouped:\n  |--@web:\n  |  |--web1\n  |  |--web3\n");
    assertThat(process.waitFor()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-e @vars.yml", "--extra-vars @vars.yml", "--extra-vars=@vars.yml"})
  void aFileOfVariablesIsReadWhole(String extraVars) throws Exception {
    Process process = main("inventory -i hosts --host web1 " + extraVars);

    assertThat(process.inputReader().readAllAsString())
        .contains("\"ansible_user\": \"deploy\"", "\"colour\": \"red\"");
    assertThat(process.waitFor()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rollout -i hosts --ca ca.crt -e @pairs.txt | pairs.txt:
          inventory -i hosts --list -l @options.txt | pattern: '@options.txt' matches no host
          rollout -i hosts --ca ca.crt @two.txt | '@two.txt' is one word too many
          rollout -i hosts --ca ca.crt -l @empty.txt | empty.txt: the file names no host
          """)
  void wordsOfAFileNeverBecomeOptions(String args, String problem) {
    CommandLineRun run = run(args.split(" "));

    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(run.err()).startsWith("hosttrust: ").contains(problem);
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--inventory",
        "--limit",
        "--ca",
        "--name",
        "--registry",
        "--spec",
        "--user",
        "--private-key",
        "--connection-password-file",
        "--ssh-config",
        "--become-method",
        "--become-user",
        "--become-password-file",
        "--vault-password-file",
        "--vault-id",
      })
  void anEmptyValueIsRefusedByTheNameOfItsOption(String option) {
    String said = "hosttrust: %s: the value is empty".formatted(option);

    for (CommandLineRun run :
        new CommandLineRun[] {
          run("rollout", "-i", "hosts", "--ca", "ca.crt", option, ""),
          run("rollout", "-i", "hosts", "--ca", "ca.crt", option + "="),
          run("rollout", "-i", "hosts", "--ca", "ca.crt", option, "  "),
        }) {
      assertThat(run.err()).startsWith(said);
      assertThat(run.exitCode()).isEqualTo(5);
      assertThat(run.out()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--ca PIPE",
        "--spec PIPE",
        "-i PIPE",
        "-l @PIPE",
        "-e @PIPE",
        "-F PIPE",
        "--private-key PIPE",
        "--connection-password-file PIPE",
        "--become-password-file PIPE",
        "--vault-password-file PIPE",
        "--vault-id prod@PIPE",
      })
  void whatNeverEndsIsRefusedAtOnce(String option) throws Exception {
    Path pipe = directory.resolve("pipe");
    new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
    String args = "rollout -i hosts " + (option.startsWith("--ca") ? "" : "--ca ca.crt ") + option;

    for (String[] special :
        new String[][] {{pipe.toString(), "named pipe"}, {"/dev/zero", "device"}}) {
      CommandLineRun run = run(args.replace("PIPE", special[0]).split(" "));

      assertThat(run.err()).containsPattern("(pipe|zero): (this )?is a " + special[1]);
      assertThat(run.exitCode()).isEqualTo(5);
    }
  }

  @Test
  void whatAnotherCommandPrintsIsReadFromItsPipe() throws Exception {
    String command =
        MainProcess.command(List.of(), "inventory", "--graph").stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    Process bash =
        new ProcessBuilder("bash", "-c", command + " -i <(cat hosts) -l @<(printf 'web1\nweb2')")
            .directory(directory.toFile())
            .start();

    assertThat(bash.inputReader().readAllAsString())
        .contains("web1", "web2")
        .doesNotContain("web3");
  }

  @Test
  void allEmptyValuesAreNamedAtOnceAndPositionalOnesToo() {
    CommandLineRun run = run("inventory", "-i", "", "--graph", "-l", "", "");

    assertThat(run.err().lines())
        .startsWith(
            "hosttrust: --inventory: the value is empty; was a variable not set? Give a value, or"
                + " leave the option out",
            "hosttrust: --limit: the value is empty; was a variable not set? Give a value, or leave"
                + " the option out",
            "hosttrust: GROUP: the value is empty; was a variable not set? Give a value, or leave"
                + " it out");
    assertThat(run.exitCode()).isEqualTo(5);
  }

  @Test
  void noExtraVariablesAreNoneAsInAnsible() {
    assertThat(run("inventory", "-i", "hosts", "--host", "web1", "-e", "").out()).isEqualTo("{}\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          version | there is no command 'version'; did you mean --version?
          rolout | there is no command 'rolout'; did you mean rollout?
          purge | there is no command 'purge'; there are rollout, diff, remove, rotate, list, continue, history, show, report, inventory, host-keys, demo, completion, help
          --versoin | there is no option '--versoin'; did you mean --version?
          rollout --limt web | there is no option '--limt'; did you mean --limit?
          rollout --purge | there is no option '--purge'
          diff -i hosts web1 | 'web1' is one word too many; quote a value that has blanks
          report foo | there is no command 'foo'; there is only 'merge'
          embedded-hosts --helpp | there is no option '--helpp'; did you mean --help?
          """)
  void saysWhichWordIsNotKnownAndWhatIsNear(String args, String problem) {
    CommandLineRun run = run(args.split(" "));

    assertThat(run.err().lines().findFirst()).contains("hosttrust: " + problem);
    assertThat(run.exitCode()).isEqualTo(5);
  }

  @Test
  void aHiddenCommandHasHelpToo() {
    assertThat(run("embedded-hosts", "--help").out()).startsWith("Usage: hosttrust embedded-hosts");
    assertThat(run("warm-up", "--help").out()).startsWith("Usage: hosttrust warm-up");
  }

  @Test
  void aDetailedExitCodeIsForDryRuns() {
    assertThat(
            run("rollout", "-i", "hosts", "--ca", "ca.crt", "--name", "x", "--detailed-exitcode")
                .err())
        .isEqualTo("hosttrust: --detailed-exitcode: goes with --check, or with 'hosttrust diff'\n");
  }

  /** As with Ansible; and a repeated option takes nothing away from the others. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-i hosts -e x=1 -l web1 -l web2",
        "-l web1 -i hosts -e x=1 --limit web2",
        "-l web1 -l web2 -e x=1 -i hosts",
      })
  void ofAnOptionThatIsRepeatedTheLastValueCounts(String args) {
    CommandLineRun run = run(("inventory --graph --vars " + args).split(" "));

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("web2", "{x = 1}").doesNotContain("web1");
    assertThat(run(("diff --list-hosts -C " + args).split(" ")).err()).contains("'-C'");
    assertThat(run(("rollout --list-hosts -C -C " + args).split(" ")).out())
        .isEqualTo("  hosts (1):\n    web2\n");
  }

  /** Whoever names two means both. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          remove --name harbor --name harbor.example.com -i hosts | --name: is given several times, as 'harbor' and 'harbor.example.com'; it takes one value, so leave the others out
          rollout --ca a.crt --name x --ca=b.crt -i hosts | --ca: is given several times, as 'a.crt' and 'b.crt'; it takes one value, so leave the others out
          rotate add --previous a --spec b --spec c --previous d --excuse e --excuse f | --previous: is given several times, as 'a' and 'd'; --excuse: is given several times, as 'e' and 'f'; --spec: is given several times, as 'b' and 'c'
          rollout --resume last --resume last | --resume: is given several times, as 'last' and 'last'
          rollout --plan a --plan b | --plan: is given several times
          diff --out a --out b --shard 1/2 --shard 2/2 | --out: is given several times; --shard: is given several times
          """)
  void whatSaysWhichTrustOrWhichRolloutIsMeantIsGivenOnce(String args, String problems) {
    CommandLineRun run = run(args.split(" "));

    for (String problem : problems.split("; (?=--)")) {
      assertThat(run.err().lines()).anyMatch(line -> line.startsWith("hosttrust: " + problem));
    }
    assertThat(run.exitCode()).isEqualTo(5);
  }

  @Test
  void listsTheHostsAsAnsibleDoesAndTouchesNone() {
    CommandLineRun run = run("rollout", "-i", "hosts", "-l", "web:!web2", "--list-hosts");

    assertThat(run.out()).isEqualTo("  hosts (3):\n    web1\n    web3\n    web4\n");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run("diff", "-i", "hosts", "-l", "nope", "--list-hosts").exitCode()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          java.lang.StackOverflowError | the input is nested too deeply
          java.lang.OutOfMemoryError | out of memory
          java.lang.AssertionError | internal error: java.lang.AssertionError
          """)
  void anErrorOfTheMachineIsALineWithoutATrace(Class<? extends Error> error, String said) {
    CommandLineRun.Builder line = CommandLineRun.in(directory).reading(failing(error));

    CommandLineRun run = line.run("inventory", "-i", "-", "--list");
    CommandLineRun traced = line.run("inventory", "-i", "-", "--list", "--stacktrace");

    assertThat(run.err()).startsWith("hosttrust: " + said).doesNotContain("\tat ");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(traced.err()).contains("\tat ", "hosttrust: " + said);
  }

  private static InputStream failing(Class<? extends Error> error) {
    return new InputStream() {
      @Override
      public int read() {
        try {
          throw error.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException(e);
        }
      }

      @Override
      public int read(byte[] bytes, int offset, int length) {
        return read();
      }
    };
  }

  private static Process main(String args) throws IOException {
    return new ProcessBuilder(MainProcess.command(List.of(), args.split(" ")))
        .directory(directory.toFile())
        .start();
  }

  private static CommandLineRun run(String... args) {
    return CommandLineRun.in(directory).run(args);
  }
}
