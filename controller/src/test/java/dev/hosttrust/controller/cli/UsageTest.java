package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the command line says before any host is touched. */
class UsageTest {
  private static final String INVENTORY =
      "hosttrust: no hosts: name an inventory with -i FILE, or hosts with -i node1,node2";

  @TempDir private static Path directory;

  private static Arguments line(String args, String... err) {
    return Arguments.of(args, List.of(err));
  }

  static Stream<Arguments> badLines() {
    return Stream.of(
        line("rollout", INVENTORY),
        line(
            "rollout -i node1,",
            "hosttrust: no CA: name one with --ca FILE, or many with --spec FILE"),
        line(
            "rollout --ca missing.crt --forks 0 --host-timeout 0",
            "hosttrust: --forks 0: must be 1 or more",
            "hosttrust: --host-timeout 0: must be 1 or more seconds",
            INVENTORY),
        line(
            "rollout -i missing.ini --ca missing.crt",
            "hosttrust: missing.ini: there is no such file or directory"),
        line(
            "rollout -i node1, --ca missing.crt",
            "hosttrust: DIR/missing.crt: there is no such file; check the path"),
        line(
            "rollout -i node1, --ca ca.crt --spec trust.yml",
            "hosttrust: --spec: stands in place of --ca, --name and --registry; give either the file"
                + " or the flags"),
        line(
            "rollout -i node1, --ca ca.crt --name .x --registry https://r",
            "hosttrust: --name: '.x' starts with a dot or a dash; ..."),
        line("rollout -i node1, -l node9 --ca ca.crt", "hosttrust: ..."),
        line(
            "rollout -i node1, --ca ca.crt -K",
            "hosttrust: there is no terminal to ask for the sudo password; use --become-password-file"),
        line(
            "rollout -i node1, --ca ca.crt -k",
            "hosttrust: there is no terminal to ask for the login password; use --connection-password-file"),
        line(
            "rollout -i node1, --ca ca.crt -b --become-password-file empty",
            "hosttrust: --become-password-file DIR/empty: the first line is empty"),
        line(
            "rollout -i node1, --ca ca.crt --transport telnet",
            "hosttrust: Invalid value for option '--transport': expected one of [sshd, jsch]"
                + " (case-insensitive) but was 'telnet'",
            "'hosttrust rollout --help' shows what there is"),
        line(
            "rollout -i node1, --ca ca.crt --host-key-checking maybe",
            "hosttrust: --host-key-checking: ..."),
        line(
            "rolout",
            "hosttrust: Unmatched argument at index 0: 'rolout'",
            "Did you mean: hosttrust rollout?"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badLines")
  void endsWith5AndSaysEverythingThatIsWrongIn(String args, List<String> err) throws IOException {
    Files.writeString(directory.resolve("empty"), "");
    CommandLineRun run = CommandLineRun.in(directory).run(args.split(" "));

    assertThat(run.err().replace(directory.toString(), "DIR").lines())
        .containsExactlyElementsOf(err);
    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(run.out()).isEmpty();
  }
}
