// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The manual pages, as groff shows them: it is what {@code man} calls. */
class ManualPagesTest {
  @TempDir private static Path directory;

  @BeforeAll
  static void write() {
    CommandLineRun run = CommandLineRun.in(directory).run("man-pages", "man");
    assertThat(run).isEqualTo(new CommandLineRun(0, "", ""));
  }

  @Test
  void eachCommandHasOne() throws IOException {
    CommandLine program =
        new CommandRunner(CommandLineRun.in(directory).environment()).commandLine();
    Stream<String> commands =
        program.getSubcommands().values().stream()
            .filter(command -> !command.getCommandSpec().usageMessage().hidden())
            .map(command -> "hosttrust-%s.1".formatted(command.getCommandName()));

    assertThat(pages())
        .extracting(page -> page.getFileName().toString())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(Stream.of("hosttrust.1"), commands).toList());
  }

  @Test
  void groffHasNothingToWarnOf() throws IOException {
    assertThat(pages())
        .isNotEmpty()
        .allSatisfy(page -> assertThat(shown(page).err()).as(page.toString()).isEmpty());
  }

  @Test
  void whatCanBeTypedIsShownAsItIsTyped() throws IOException {
    String page = shown(directory.resolve("man/hosttrust-rollout.1")).out();

    assertThat(page)
        .contains(
            "hosttrust-rollout - makes the hosts of an inventory trust a CA",
            "-i, --inventory FILE|HOSTS",
            "--registry HOST[:PORT]",
            "1,10%,100%",
            "hosttrust rollout -i hosts.ini -l nodes -b --check --diff \\",
            "--private-key ~/.ssh/id_ed25519",
            "changes are pending",
            "hosttrust(1), ssh_config(5)")
        .containsPattern("'node1,node2' or\\s+'node1,'");
    assertThat(page.lines().filter(line -> line.matches("[A-Z].*[A-Z)]$")))
        .contains(
            "NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "EXAMPLES", "SEE ALSO");
  }

  @Test
  void thatOfTheProgramSaysWhatAllCommandsReadAndLeadsToTheirs() throws IOException {
    String page = shown(directory.resolve("man/hosttrust.1")).out();

    assertThat(page.lines()).contains("FILES", "ENVIRONMENT", "EXIT STATUS");
    assertThat(page)
        .contains("XDG_STATE_HOME", "~/.local/state/hosttrust/rollouts/ID.jsonl")
        .contains("hosttrust-rollout(1), hosttrust-diff(1)");
  }

  @Test
  void onlySourceDateEpochPutsADateIn() throws IOException {
    CommandLineRun.in(directory).with("SOURCE_DATE_EPOCH", "1764000000").run("man-pages", "dated");

    assertThat(Files.readString(directory.resolve("dated/hosttrust.1")))
        .startsWith(".TH \"HOSTTRUST\" 1 \"2025-11-24\" \"hosttrust ");
    assertThat(Files.readString(directory.resolve("man/hosttrust.1")))
        .startsWith(".TH \"HOSTTRUST\" 1 \"\" \"hosttrust ");
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("man"))) {
      return files.toList();
    }
  }

  /** What a reader at 80 columns sees, and what groff says of it. */
  private record Shown(String out, String err) {}

  private static Shown shown(Path page) {
    try {
      Path out = Files.createTempFile(directory, "page", ".txt");
      Process groff =
          new ProcessBuilder(
                  "groff",
                  "-man",
                  "-ww",
                  "-Tutf8",
                  "-rLL=80n",
                  "-P-c",
                  "-P-b",
                  "-P-u",
                  page.toString())
              .redirectOutput(out.toFile())
              .start();
      String err = new String(groff.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      groff.waitFor();
      return new Shown(Files.readString(out), err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
