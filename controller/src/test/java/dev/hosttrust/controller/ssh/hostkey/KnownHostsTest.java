// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.hostkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.KeyType;
import dev.hosttrust.testhosts.TestKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Finds the same lines as the real {@code ssh-keygen -F}. */
class KnownHostsTest {
  private static final String KEY = TestKeys.shared().plain(KeyType.ED25519).publicLine();
  private static final String OTHER = TestKeys.shared().plain(KeyType.ECDSA).publicLine();

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "node1                     | node1                | true",
        "node1                     | node2                | false",
        "node1,10.0.0.1            | 10.0.0.1             | true",
        "NODE1.Example.COM         | node1.example.com    | true",
        "*.example.com             | node1.example.com    | true",
        "*.example.com             | example.com          | false",
        "node?                     | node1                | true",
        "node?                     | node10               | false",
        "*,!node2                  | node2                | false",
        "*,!node2                  | node1                | true",
        "!node2,*                  | node2                | false",
        "!node2                    | node1                | false",
        "[node1]:2222              | [node1]:2222         | true",
        "[node1]:2222              | node1                | false",
        "node1                     | [node1]:2222         | false",
        "[*]:2222                  | [node1]:2222         | true",
        "2001:db8::1               | 2001:db8::1          | true",
        "a**b*c                    | aXbYc                | true",
        "a*b                       | aXbY                 | false",
      })
  void matchesNamesAsSshKeygenDoes(String patterns, String name, boolean matches) throws Exception {
    Path file = write(patterns + " " + KEY);

    assertThat(!keygen("-F", name, "-f", file.toString()).isEmpty())
        .as("ssh-keygen -F")
        .isEqualTo(matches);
    assertThat(isKnown(file, name)).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(strings = {"node1", "10.0.0.1", "[node1]:2222", "[2001:db8::1]:22022"})
  void findsNamesThatSshKeygenHashed(String name) throws Exception {
    Path file = write(name + " " + KEY, "unrelated " + OTHER);
    keygen("-H", "-f", file.toString());
    assertThat(Files.readString(file)).startsWith("|1|").doesNotContain(name);

    assertThat(isKnown(file, name)).isTrue();
    assertThat(isKnown(file, "other")).isFalse();
  }

  @Test
  void showsFingerprintsAsSshKeygenDoes() throws Exception {
    HostKey key = key(KEY);

    assertThat(keygen("-l", "-f", write(KEY).toString())).contains(" " + key.fingerprint() + " ");
  }

  @Test
  void callsAKeyChangedWhateverTypeTheListedOneHas() throws Exception {
    Path file = write("# comment", "", "node1 " + OTHER);

    assertThat(read(file).of("node1").check("node1", key(KEY)))
        .isEqualTo(new HostKeyVerdict.Changed("node1", key(KEY), file + ":3"));
  }

  @Test
  void takesOneOfSeveralKeys() throws Exception {
    Path file = write("node1 " + OTHER, "node1 " + KEY);

    assertThat(read(file).of("node1").check("node1", key(KEY)))
        .isEqualTo(new HostKeyVerdict.Accepted(false));
  }

  @Test
  void putsRevocationBeforeAllElse() throws Exception {
    Path file = write("node1 " + KEY, "@revoked * " + KEY);

    assertThat(read(file).of("node1").check("node1", key(KEY)))
        .isEqualTo(new HostKeyVerdict.Revoked("node1", key(KEY), file + ":2"));
  }

  @Test
  void doesNotTakeAnAuthoritysKeyForAHosts() throws Exception {
    Path file = write("@cert-authority * " + KEY);

    assertThat(read(file).of("node1").check("node1", key(KEY)))
        .isInstanceOf(HostKeyVerdict.Unknown.class);
    assertThat(read(file).of("node1").authorities()).containsExactly(key(KEY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "node1",
        "node1 ssh-ed25519",
        "node1 ssh-ed25519 not*base64",
        "node1 ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "@unknown node1 ssh-ed25519 AAAA",
        "|2|x|y ssh-ed25519 AAAA",
        "|1|@|@ ssh-ed25519 AAAA",
        "node1 ssh-ed25519 AAAA",
        "@revoked",
      })
  void passesOverLinesThatMakeNoSense(String line) {
    assertThat(KnownHost.parse(line, directory.resolve("f"), 1)).isEmpty();
  }

  @Test
  void readsLinesWithABrokenByteInTheComment() throws Exception {
    Path file = directory.resolve("latin1");
    Files.write(file, ("node1 " + KEY + " caf\u00e9\n").getBytes(StandardCharsets.ISO_8859_1));

    assertThat(isKnown(file, "node1")).isTrue();
  }

  @Test
  void addsALineAfterOneThatLacksItsEnd() throws Exception {
    Path file = directory.resolve("known_hosts");
    Files.writeString(file, "node1 " + OTHER);

    KnownHostsWriter.append(file, "node2 " + KEY);

    assertThat(Files.readAllLines(file)).containsExactly("node1 " + OTHER, "node2 " + KEY);
  }

  private static boolean isKnown(Path file, String name) throws Exception {
    return read(file).of(name).check(name, key(KEY)) instanceof HostKeyVerdict.Accepted;
  }

  private static KnownHosts read(Path file) throws Exception {
    return KnownHosts.read(List.of(file, file.resolveSibling("missing")));
  }

  private static HostKey key(String publicLine) {
    Optional<HostKey> key = HostKey.parse(Base64.getDecoder().decode(publicLine.split(" ")[1]));
    return key.orElseThrow();
  }

  private Path write(String... lines) throws Exception {
    return Files.write(Files.createTempFile(directory, "known", "hosts"), List.of(lines));
  }

  private String keygen(String... arguments) throws Exception {
    List<String> command = Stream.concat(Stream.of("ssh-keygen"), Stream.of(arguments)).toList();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return out;
  }
}
