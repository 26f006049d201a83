// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.testhosts.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What the command line says before any host is touched. */
class UsageTest {
  private static final String NO_HOSTS =
      "hosttrust: no hosts: name an inventory with -i FILE, hosts with -i node1,node2, or a cluster"
          + " with --kube-nodes";

  @TempDir private static Path directory;

  private static Arguments line(String args, String... err) {
    return Arguments.of(args, List.of(err));
  }

  static Stream<Arguments> badLines() {
    return Stream.of(
        line("rollout", NO_HOSTS),
        line(
            "rollout -i node1,",
            "hosttrust: no CA: name one with --ca FILE, or many with --spec FILE"),
        line(
            "rollout --forks 0 --host-timeout 0",
            "hosttrust: --forks 0: must be 1 or more",
            "hosttrust: --host-timeout 0: must be 1 or more seconds",
            NO_HOSTS),
        line(
            "rollout -i node1, --ca ca.crt --name a --serial 0,x --max-fail 110% --pause soon",
            "hosttrust: --serial 0,x: 'x' is neither a number of hosts nor a percentage up to 100%;"
                + " write such as 5, 10% or 1,10%,100%",
            "hosttrust: --serial 0,x: a batch has at least one host; leave --serial out to run all at"
                + " once",
            "hosttrust: --max-fail 110%: '110%' is neither a number of hosts nor a percentage up to"
                + " 100%; write such as 3, 10% or 3,10%",
            "hosttrust: --pause soon: must be a number of seconds, or 'key'"),
        line(
            "rollout -i node1,node2 -l node1 --ca ca.crt --name a --pause 5",
            "hosttrust: --pause: waits between batches, and there is only one; add --serial, --canary"
                + " or --order zones"),
        line(
            "rollout -i node1,node2 -l node1 --ca ca.crt --name a --canary node2",
            "hosttrust: --canary node2: none of these hosts is selected by -l"),
        line(
            "rollout -i node1,node2 --ca ca.crt --name a --canary nobody",
            "hosttrust: --canary: pattern: 'nobody' matches no host"),
        line(
            "rollout -i node1, --ca ca.crt --name a -e hosttrust_order=first",
            "hosttrust: extra variables: hosttrust_order of host node1 must be last, or be left out, not 'first'"),
        line(
            "rollout -i missing.ini --ca ca.crt --name a",
            "hosttrust: missing.ini: there is no such file or directory; for the host of this name,"
                + " write -i missing.ini,"),
        line(
            "rollout -i node1, --ca ca.crt --name a --store system,dokcer",
            "hosttrust: --store: there is no store 'dokcer'; the stores are "
                + String.join(", ", Stores.names())
                + ", or 'auto'"
                + " alone for those that a host has"),
        line(
            "rollout -i node1, --ca ca.crt --name a --store ,",
            "hosttrust: --store: no store is named; the stores are "
                + String.join(", ", Stores.names())
                + ", or 'auto' alone for those that a host has"),
        line(
            "rollout -i node1, --ca ca.crt --name a --containerd-config-path /etc/containerd/certs.d",
            "hosttrust: --containerd-config-path: is for the store containerd, which is not named; add"
                + " it, as in --store system,docker,containerd"),
        line(
            "rollout -i node1, --ca ca.crt --name a --store containerd --containerd-config-path /a:/b",
            "hosttrust: --containerd-config-path: '/a:/b' is not the absolute path of one directory, of"
                + " letters, digits, '.', '_' and '-'"),
        line(
            "rollout -i node1, --ca missing.crt",
            "hosttrust: DIR/missing.crt: does not exist; check the path"),
        line(
            "rollout -i node1, --ca ca.crt --spec trust.yml",
            "hosttrust: --spec: stands in place of --ca, --name, --registry and --allow; give either"
                + " the file or the flags",
            "hosttrust: DIR/trust.yml: does not exist; check the path"),
        line(
            "rollout -i node1, --ca empty --name .x --registry https://r",
            "hosttrust: --name: the name '.x' starts with a dot or a dash; use letters, digits, '.',"
                + " '_' and '-', with a letter, a digit or '_' first, at most 251 characters",
            "hosttrust: DIR/empty: is empty; copy the file again from where it was made",
            "hosttrust: --registry: the registry 'https://r' has a scheme, a registry is"
                + " host[:port]; write host or host:port, such as r.example.com:5000"),
        line(
            "rollout -i node1, --ca missing.crt --allow leaf,old",
            "hosttrust: --allow: 'old' is not among what can be allowed; these can be: leaf, expired,"
                + " not-yet-valid",
            "hosttrust: DIR/missing.crt: does not exist; check the path"),
        line(
            "rollout -i node1, -l node9 --ca ca.crt --name a",
            "hosttrust: pattern: 'node9' matches no host; did you mean node1?"),
        line(
            "rollout -i node1, --ca ca.crt --name a -K",
            "hosttrust: there is no terminal to ask for the sudo password; use"
                + " --become-password-file"),
        line(
            "rollout -i node1, --ca ca.crt --name a -k",
            "hosttrust: there is no terminal to ask for the login password; use"
                + " --connection-password-file"),
        line(
            "rollout -i node1, --ca ca.crt --name a -b --become-password-file empty",
            "hosttrust: --become-password-file DIR/empty: the first line is empty"),
        line(
            "rollout -i node1, --ca ca.crt --name a --transport telnet",
            "hosttrust: --transport: 'telnet' is none of its values, which are auto, jsch, sshd, openssh",
            "'hosttrust rollout --help' shows what there is"),
        line(
            "rollout --order zone",
            "hosttrust: --order: 'zone' is none of its values, which are inventory, reverse, sorted,"
                + " reverse_sorted, shuffle, zones; did you mean zones?",
            "'hosttrust rollout --help' shows what there is"),
        line(
            "rollout -f many",
            "hosttrust: --forks: 'many' is not a whole number; write one such as 10",
            "'hosttrust rollout --help' shows what there is"),
        line(
            "rollout -T 99999999999",
            "hosttrust: --timeout: 99999999999 is too large; write a number up to 2147483647",
            "'hosttrust rollout --help' shows what there is"),
        line(
            "rollout --check=yes",
            "hosttrust: --check: takes no value, and was given 'yes'; write --check alone",
            "'hosttrust rollout --help' shows what there is"),
        line(
            "rollout -i node1, --ca",
            "hosttrust: --ca: has no value; write '--ca FILE', or '--ca=FILE' where that begins with a"
                + " dash",
            "'hosttrust rollout --help' shows what there is"),
        line(
            "rollout --ca --name harbor",
            "hosttrust: --ca: has no value; write '--ca FILE', or '--ca=FILE' where that begins with a"
                + " dash",
            "'hosttrust rollout --help' shows what there is"),
        line(
            "show",
            "hosttrust: ID is missing; write 'hosttrust show (ID | last) [OPTION]...'",
            "'hosttrust show --help' shows what there is"),
        line(
            "show one two",
            "hosttrust: 'two' is one word too many; quote a value that has blanks",
            "'hosttrust show --help' shows what there is"),
        line(
            "diff --resume last",
            "hosttrust: there is no option '--resume'",
            "'hosttrust diff --help' shows what there is"),
        line(
            "-i hosts.ini rollout",
            "hosttrust: -i: stands in front of the command; write the command first, as in 'hosttrust"
                + " diff -i'",
            "'hosttrust --help' shows what there is"),
        line(
            "rollout --verbos",
            "hosttrust: there is no option '--verbos'; did you mean --verbose?"),
        line("help rolout", "hosttrust: there is no command 'rolout'; did you mean rollout?"),
        line("rolout", "hosttrust: there is no command 'rolout'; did you mean rollout?"));
  }

  @BeforeAll
  static void writeFiles() throws IOException {
    Files.writeString(directory.resolve("empty"), "");
    TestCa.named("CA").writeTo(directory.resolve("ca.crt"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badLines")
  void endsWith5AndSaysEverythingThatIsWrongIn(String args, List<String> err) {
    CommandLineRun run = CommandLineRun.in(directory).run(args.split(" "));

    assertThat(run.err().replace(directory.toString(), "DIR").lines())
        .containsExactlyElementsOf(err);
    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void withoutACommandSaysWhatThereIs() {
    CommandLineRun run = CommandLineRun.in(directory).run();

    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(run.err())
        .contains("rollout", "diff", "demo", "completion")
        .doesNotContain("warm-up");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "rollout --help",
        "diff --help",
        "remove --help",
        "rotate --help",
        "list --help",
        "report --help",
        "report merge --help",
        "inventory --help",
        "continue --help",
        "history --help",
        "show --help",
        "demo --help",
        "host-keys --help",
        "completion --help",
        "--help-all",
        "rollout --help-all",
        "rotate --help-all",
        "show --help-all",
        "help",
        "help rollout"
      })
  void helpGoesToStandardOutput(String args) {
    CommandLineRun run = CommandLineRun.in(directory).run(args.split(" "));

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("Usage: hosttrust");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(run.out()).doesNotContain("%n", "hosttrust [", "rotate rotate");
  }

  @Test
  void aCommandOfCommandsSaysWhichThereAre() {
    CommandLineRun run = CommandLineRun.in(directory).run("report");

    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(run.err()).isEqualTo(CommandLineRun.in(directory).run("report", "--help").out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rollout", "diff"})
  void helpBreaksNoPathInTwo(String command) {
    String help = CommandLineRun.in(directory).run(command, "--help-all").out();

    assertThat(options(command))
        .flatExtracting(option -> List.of(String.join(" ", option.description()).split("\\s+")))
        .filteredOn(word -> word.contains("/"))
        .isNotEmpty()
        .allSatisfy(path -> assertThat(help).contains(path));
  }

  @Test
  void helpNamesAnAnchorInEveryExample() {
    for (String args : List.of("--help", "rollout --help", "diff --help")) {
      String help = CommandLineRun.in(directory).run(args.split(" ")).out();
      assertThat(
              help.replace("\\\n", "")
                  .lines()
                  .filter(line -> line.contains("hosttrust") && line.contains("--ca ")))
          .isNotEmpty()
          .allMatch(line -> line.contains("--name "));
    }
  }

  @Test
  void helpNamesTheExitCodes() {
    for (String command : List.of("rollout", "diff", "rotate")) {
      assertThat(CommandLineRun.in(directory).run(command, "--help-all").out())
          .contains("--detailed-exitcode: changes are pending")
          .containsPattern("(?m)^  5 ")
          .doesNotContain("\n\n\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rollout", "diff", "rotate"})
  void helpOfManyOptionsIsAPageThatNamesThemAll(String command) {
    String help = CommandLineRun.in(directory).run(command, "--help").out();

    assertThat(help.lines().count()).isLessThan(66);
    assertThat(help)
        .contains("-l, --limit PATTERN", "--retries")
        .doesNotContain("dropped or too slow");
    assertThat(options(command))
        .allSatisfy(
            option -> assertThat(Stream.of(option.names())).anyMatch(name -> help.contains(name)));
  }

  @Test
  void helpOfAllExplainsEachOption() {
    String help =
        CommandLineRun.in(directory).run("rollout", "--help-all").out().replaceAll("\\s+", " ");

    assertThat(options("rollout"))
        .allSatisfy(
            option ->
                assertThat(help)
                    .contains(String.join(" ", option.description()).replace("%%", "%")));
  }

  @Test
  void eachCommandIsListedInOneLine() {
    String help = CommandLineRun.in(directory).run("help").out();

    assertThat(program().getSubcommands().values())
        .filteredOn(command -> !command.getCommandSpec().usageMessage().hidden())
        .isNotEmpty()
        .allSatisfy(
            command ->
                assertThat(help)
                    .containsPattern(
                        "(?m)^  %s +%s$"
                            .formatted(
                                command.getCommandName(),
                                Pattern.quote(CommandPages.of(command).summary()))));
  }

  private static CommandLine program() {
    return new CommandRunner(CommandLineRun.in(directory).environment()).commandLine();
  }

  private static List<OptionSpec> options(String command) {
    return Objects.requireNonNull(program().getSubcommands().get(command))
        .getCommandSpec()
        .options()
        .stream()
        .filter(option -> !option.hidden())
        .toList();
  }

  @Test
  void theCompletionScriptIsOneThatBashReads() throws IOException, InterruptedException {
    CommandLineRun run = CommandLineRun.in(directory).run("completion");

    Process bash = new ProcessBuilder("bash", "-n").start();
    try (var stdin = bash.outputWriter()) {
      stdin.write(run.out());
    }
    assertThat(bash.errorReader().readLine()).isNull();
    assertThat(bash.waitFor()).isZero();
    assertThat(run.out()).contains("--become-password-file");
  }
}
