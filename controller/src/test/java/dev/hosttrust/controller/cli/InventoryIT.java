// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code hosttrust inventory} beside the real {@code ansible-inventory}: the same bytes. */
class InventoryIT {
  private static final Path EXAMPLES = Path.of("../inventories/examples").toAbsolutePath();
  private static final Path CORPUS = Path.of("../inventories/src/test/corpus").toAbsolutePath();

  @TempDir private static Path scratch;

  private static Arguments line(Path directory, String args) {
    return Arguments.of(directory, args);
  }

  static Stream<Arguments> lines() {
    return Stream.of(
        line(EXAMPLES.resolve("kubeadm"), "-i hosts --list"),
        line(EXAMPLES.resolve("kubeadm"), "-i hosts --graph"),
        line(EXAMPLES.resolve("kubespray"), "-i hosts.yaml --list"),
        line(EXAMPLES.resolve("kubespray"), "-i hosts.yaml --graph --vars"),
        line(EXAMPLES.resolve("kubespray"), "-i hosts.yaml --graph k8s_cluster"),
        line(EXAMPLES.resolve("kubespray"), "-i hosts.yaml --host node1 -e port=22 -e {\"a\":[1]}"),
        line(EXAMPLES.resolve("bastion"), "-i hosts --list"),
        line(EXAMPLES.resolve("bastion"), "-i hosts --graph --vars -e x=1"),
        line(EXAMPLES.resolve("vaulted"), "-i hosts.yml --list"),
        line(EXAMPLES.resolve("vaulted"), "-i hosts.yml --list --vault-password-file PASSWORD"),
        line(EXAMPLES.resolve("vaulted"), "-i hosts.yml --list --vault-id x@PASSWORD"),
        line(EXAMPLES.resolve("mixed"), "-i hosts --list"),
        line(EXAMPLES.resolve("mixed"), "-i hosts --host localhost"),
        line(EXAMPLES, "-i mixed/hosts -i kubeadm/hosts -i extra1,extra2 --list"),
        line(CORPUS.resolve("patterns"), "-i hosts --list"),
        line(CORPUS.resolve("patterns"), "-i hosts --graph"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("lines")
  void printsTheSameBytes(Path directory, String args) throws IOException, InterruptedException {
    Path password = Files.writeString(scratch.resolve("password"), "example\n");
    List<String> words = List.of(args.replace("PASSWORD", password.toString()).split(" "));
    List<String> ours = new ArrayList<>(List.of("inventory"));
    ours.addAll(words);

    CommandLineRun run = CommandLineRun.in(directory).run(ours.toArray(new String[0]));

    assertThat(run.err().lines()).allMatch(line -> line.startsWith("hosttrust: warning: "));
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo(ansibleInventory(directory, words));
  }

  @Test
  void readsWhatAnsibleInventoryPipes() throws IOException, InterruptedException {
    String piped =
        ansibleInventory(EXAMPLES.resolve("kubespray"), List.of("-i", "hosts.yaml", "--list"));

    CommandLineRun run =
        CommandLineRun.in(scratch).reading(piped).run("inventory", "-i", "-", "--list");

    assertThat(run.out()).isEqualTo(piped);
  }

  private static String ansibleInventory(Path directory, List<String> args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ansible-inventory"));
    command.addAll(args);
    Path errors = scratch.resolve("errors");
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.redirectError(errors.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("ANSIBLE_"));
    Path defaults = Files.writeString(scratch.resolve("ansible.cfg"), "[defaults]\n");
    builder.environment().put("ANSIBLE_CONFIG", defaults.toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(() -> command + ": " + text(errors)).isZero();
    return out;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
