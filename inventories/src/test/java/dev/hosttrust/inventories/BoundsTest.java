// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.inventories.documents.Documents;
import dev.hosttrust.inventories.script.InventoryScript;
import dev.hosttrust.inventories.vault.Vault;
import dev.hosttrust.words.Problem;
import dev.hosttrust.words.ProblemsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is too large, nested too deep or has no end is refused with a message of one line. */
@Timeout(60)
class BoundsTest {

  private static final String TOO_DEEP = "is nested more than 200 groups deep";
  private static final String TOO_LONG = "has more than 1000 characters";
  private static final String TOO_LARGE = "more than 64 MiB";
  private static final String BLOWN_UP =
      "aliases make more than 64 million characters of this value";

  @TempDir Path directory;

  static Stream<Arguments> files() {
    int groups = 5000;
    return Stream.of(
        Arguments.of(
            "hosts", groups(groups, i -> "[g%d:children]\ng%d\n") + "[g0]\nh1\n", TOO_DEEP),
        Arguments.of(
            "hosts", "[g5001]\nh1\n" + groups(groups, i -> "[g%2$d:children]\ng%1$d\n"), TOO_DEEP),
        Arguments.of("hosts.yml", groups(groups, i -> "g%d: {children: {g%d: }}\n"), TOO_DEEP),
        Arguments.of("hosts", "a".repeat(1 << 20) + "\n", TOO_LONG),
        Arguments.of("hosts", "a[1:2]".repeat(1 << 10) + "\n", TOO_LONG),
        Arguments.of("hosts", "[" + "a".repeat(1 << 20) + "]\nh1\n", TOO_LONG),
        Arguments.of("hosts.yml", "all: {hosts: {? " + "a.".repeat(1 << 19) + " : }}", TOO_LONG),
        Arguments.of("hosts.yml", bomb("[x]", "[*a%1$d, *a%1$d]"), BLOWN_UP),
        Arguments.of("hosts.yml", bomb("{k: x}", "{b: *a%1$d, c: *a%1$d}"), BLOWN_UP),
        Arguments.of("hosts.yml", bomb("x".repeat(100_000), "[*a0, *a0, *a%d]"), BLOWN_UP));
  }

  private static String groups(int count, java.util.function.IntFunction<String> line) {
    return IntStream.range(1, count)
        .mapToObj(i -> line.apply(i).formatted(i, i + 1))
        .collect(Collectors.joining());
  }

  private static String bomb(String start, String next) {
    return "all:\n  hosts:\n    h1:\n      a0: &a0 %s\n".formatted(start)
        + IntStream.range(1, 1000)
            .mapToObj(i -> "      a%d: &a%d %s\n".formatted(i, i, next.formatted(i - 1)))
            .collect(Collectors.joining());
  }

  @ParameterizedTest
  @MethodSource("files")
  void aFileBeyondReasonIsRefused(String name, String text, String message) throws IOException {
    Files.writeString(directory.resolve(name), text);

    assertThatThrownBy(() -> TestInventories.json(TestInventories.read(List.of(name), directory)))
        .isInstanceOfSatisfying(
            ProblemsException.class,
            e ->
                assertThat(e.problems())
                    .extracting(Problem::message)
                    .allSatisfy(m -> assertThat(m).hasSizeLessThan(2000).hasLineCount(1))
                    .anySatisfy(m -> assertThat(m).contains(message)));
  }

  @Test
  void aTowerOfMergesIsReadAsAnyOther() throws IOException {
    Files.writeString(
        directory.resolve("hosts.yml"), bomb("{k: x}", "{<<: [*a%1$d, *a%1$d], k%1$d: y}"));

    assertThat(TestInventories.read(List.of("hosts.yml"), directory).hosts()).hasSize(1);
  }

  @Test
  void groupsAsDeepAsTheBoundAreReadAndShown() throws IOException {
    Files.writeString(
        directory.resolve("hosts"), groups(200, i -> "[g%d:children]\ng%d\n") + "[g200]\nh1\n");
    Inventory inventory = TestInventories.read(List.of("hosts"), directory);

    assertThat(TestInventories.graph(inventory, true)).contains("h1");
    assertThat(TestInventories.json(inventory)).contains("h1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1:1", "1_", "1e1", "1.1", "2001-01-01 "})
  void aLongValueThatStartsAsANumberDoesIsAText(String part) throws IOException {
    String text = part.repeat(1 << 18).strip();
    Files.writeString(directory.resolve("hosts.yml"), "all: {hosts: {h1: {x: " + text + "}}}");

    assertThat(
            TestInventories.read(List.of("hosts.yml"), directory)
                .hosts()
                .getFirst()
                .variables()
                .get("x"))
        .isEqualTo(text);
  }

  @Test
  void aFileLargerThanAnyInventoryIsRefused() throws IOException {
    try (var file = new RandomAccessFile(directory.resolve("hosts").toFile(), "rw")) {
      file.setLength(65 * 1024 * 1024);
    }

    assertThatThrownBy(() -> TestInventories.read(List.of("hosts"), directory))
        .hasMessage("hosts: there is more than 64 MiB; an inventory is smaller");
  }

  @Test
  void whatHasNoEndIsNotReadToIt() throws IOException {
    assertThatThrownBy(() -> TestInventories.read(List.of("/dev/zero"), directory))
        .isInstanceOf(ProblemsException.class);
    assertThatThrownBy(() -> TestInventories.extraVars(List.of("@/dev/zero"), directory))
        .isInstanceOf(ProblemsException.class);
    try (InputStream zeros = Files.newInputStream(Path.of("/dev/zero"))) {
      var endless = new Surroundings(directory, directory, Map.of(), zeros);
      assertThatThrownBy(() -> Inventory.read(List.of("-"), endless, locked()))
          .hasMessageContaining("standard input: there is " + TOO_LARGE);
    }
  }

  @Test
  void aScriptThatPrintsWithoutEndIsStopped() throws IOException {
    Path script = script("exec cat /dev/zero");

    assertThatThrownBy(() -> TestInventories.read(List.of("script"), directory))
        .hasMessageContaining("prints " + TOO_LARGE);
    assertThat(script).exists();
  }

  @Test
  void aScriptThatDoesNotEndIsStopped() throws IOException {
    Path script = script("sleep 1000 &\necho $! >pid\nwait");

    assertThatThrownBy(
            () ->
                new InventoryScript(
                        script, "script", directory, new Documents(locked()), Duration.ofSeconds(2))
                    .list())
        .hasMessage(
            "script: the inventory script does not end for --list within 2 seconds; run it yourself"
                + " and pipe what it prints: script --list | hosttrust ... -i -");
    long sleep = Long.parseLong(Files.readString(directory.resolve("pid")).strip());
    ProcessHandle.of(sleep).ifPresent(process -> process.onExit().join());
  }

  @Test
  void aScriptMayPrintManyErrors() throws IOException {
    script("head -c 3000000 /dev/zero | tr '\\0' e >&2\necho '{\"a\": {\"hosts\": [\"h1\"]}}'");

    assertThat(TestInventories.read(List.of("script"), directory).hosts()).hasSize(1);
  }

  private Path script(String lines) throws IOException {
    Path script = Files.writeString(directory.resolve("script"), "#!/bin/sh\n" + lines + "\n");
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  private static Vault locked() {
    return Vault.locked();
  }
}
