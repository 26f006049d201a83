// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.TestSpecs;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Bundled;
import dev.hosttrust.agent.facts.Question.Copies;
import dev.hosttrust.agent.facts.Question.Holds;
import dev.hosttrust.agent.facts.Question.Keystore;
import dev.hosttrust.agent.facts.Question.Keystore.State;
import dev.hosttrust.agent.facts.Question.Setting;
import dev.hosttrust.agent.shell.ExecResult;
import dev.hosttrust.agent.trust.TreeRoot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a probe finds in files of any kind, by the real shells and tools. */
class SearchProbeTest {
  private static final String FILE = "/it's a keystore";
  private static final String OTHER = "/other";
  private static final String DEFAULTS = "/etc/default/cacerts";
  private static final Random RANDOM = new Random(1);

  @TempDir private Path tree;

  private Facts probe(String shell, Question<?>... questions) throws Exception {
    List<Question<?>> asked = List.of(questions);
    Process process =
        new ProcessBuilder((shell + " -s").split(" "))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(AgentProgram.probe(new TreeRoot(tree.toString()), asked, "abc"));
    }
    byte[] out = process.getInputStream().readAllBytes();
    return AnswerReader.facts(new ExecResult(process.waitFor(), out, new byte[0]), asked, "abc");
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private void write(String file, byte[]... parts) throws IOException {
    try (OutputStream out = Files.newOutputStream(tree.resolve(file.substring(1)))) {
      for (byte[] part : parts) {
        out.write(part);
      }
    }
  }

  /** Of each length, because what base64 makes of the end depends on it. */
  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash --posix", "bash", "busybox sh"})
  void findsBytesWhereverTheyBegin(String shell) throws Exception {
    List<byte[]> wanted = new ArrayList<>();
    for (int length = 18; length < 21; length++) {
      wanted.add(random(length));
    }
    for (int begin = 100_000; begin < 100_003; begin++) {
      write(FILE, random(begin), wanted.get(0), wanted.get(1), wanted.get(2), random(7));

      for (byte[] bytes : wanted) {
        byte[] almost = bytes.clone();
        almost[9]++;
        Holds holds = new Holds(FILE, Content.of(bytes));
        Holds lacks = new Holds(FILE, Content.of(almost));
        Holds atTheEnd = new Holds(OTHER, Content.of(bytes));
        write(OTHER, random(begin), bytes);
        Facts facts = probe(shell, holds, lacks, atTheEnd);
        assertThat(facts.of(holds)).as("%d at %d", bytes.length, begin).isTrue();
        assertThat(facts.of(atTheEnd)).as("%d at %d", bytes.length, begin).isTrue();
        assertThat(facts.of(lacks)).as("%d at %d", bytes.length, begin).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash --posix", "bash", "busybox sh"})
  void findsNothingWhereThereIsNoFileAndInAnotherOne(String shell) throws Exception {
    byte[] bytes = random(30);
    write(FILE, bytes);
    write(OTHER, Arrays.copyOf(bytes, 20));

    Holds there = new Holds(FILE, Content.of(bytes));
    Holds inAnother = new Holds(OTHER, Content.of(bytes));
    Holds inNone = new Holds("/none", Content.of(bytes));
    Facts facts = probe(shell, inAnother, there, inNone);

    assertThat(facts.of(there)).isTrue();
    assertThat(facts.of(inAnother)).isFalse();
    assertThat(facts.of(inNone)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash --posix", "bash", "busybox sh"})
  void countsTheCopiesOfACertificate(String shell) throws Exception {
    CaCertificate twice = TestSpecs.ca("Harbor CA");
    CaCertificate once = TestSpecs.ca("Another CA");
    byte[] crlf =
        new String(twice.pem(), StandardCharsets.US_ASCII)
            .replace("\n", "\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    write(FILE, twice.pem(), once.pem(), crlf);
    write(OTHER, once.pem());

    Copies two = new Copies(FILE, twice);
    Copies one = new Copies(FILE, once);
    Copies none = new Copies(OTHER, twice);
    Copies nowhere = new Copies("/none", twice);
    Bundled bundled = new Bundled(FILE, twice);
    Facts facts = probe(shell, two, nowhere, bundled, one, none);

    assertThat(facts.of(two)).isEqualTo(2);
    assertThat(facts.of(one)).isEqualTo(1);
    assertThat(facts.of(none)).isZero();
    assertThat(facts.of(nowhere)).isZero();
    assertThat(facts.of(bundled)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash --posix", "bash", "busybox sh"})
  void readsASettingAndNothingElse(String shell) throws Exception {
    Path defaults = Files.createDirectories(tree.resolve("etc/default")).resolve("cacerts");
    Setting updates = new Setting(DEFAULTS, "cacerts_updates");
    assertThat(probe(shell, updates).of(updates)).isEmpty();

    Files.writeString(
        defaults,
        """
        # cacerts_updates=never
        cacerts_updates=no
        storepass='s3cret word'
          cacerts_updates="yes" # by default
        other_cacerts_updates=no
        """);
    Setting secret = new Setting(DEFAULTS, "storepass");
    Facts facts = probe(shell, updates, secret);

    assertThat(facts.of(updates)).isEqualTo("yes");
    assertThat(facts.of(secret)).as("more than a word").isEmpty();
    Files.writeString(defaults, "cacerts_updates=$(touch /tmp/x)");
    assertThat(probe(shell, updates).of(updates)).isEmpty();
    Files.writeString(defaults, "cacerts_updates=no");
    assertThat(probe(shell, updates).of(updates)).isEqualTo("no");
  }

  /** As Java writes one; of several lengths, because of what base64 makes of the end. */
  private static byte[] keystore(String type, int certificates, String alias) throws Exception {
    KeyStore store = KeyStore.getInstance(type);
    store.load(null, null);
    for (int i = 0; i < certificates; i++) {
      byte[] der = TestSpecs.ca("CA number " + i).der();
      Certificate certificate =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
      store.setCertificateEntry(alias + i, certificate);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    store.store(out, "changeit".toCharArray());
    return out.toByteArray();
  }

  private State state(String shell) throws Exception {
    Keystore keystore = new Keystore(FILE);
    return probe(shell, keystore, new Keystore("/none")).of(keystore);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash --posix", "bash", "busybox sh"})
  void readsAKeystoreToItsEnd(String shell) throws Exception {
    assertThat(state(shell)).isEqualTo(State.ABSENT);
    for (int certificates = 0; certificates < 4; certificates++) {
      byte[] whole = keystore("JKS", certificates, "x".repeat(certificates + 1));
      write(FILE, whole);
      assertThat(state(shell)).as("%d certificates", certificates).isEqualTo(State.WHOLE);
      for (int cut : List.of(1, 20, whole.length - 12)) {
        write(FILE, Arrays.copyOf(whole, whole.length - cut));
        assertThat(state(shell)).as("%d bytes less", cut).isEqualTo(State.CUT_OFF);
      }
      write(FILE, whole, random(1));
      assertThat(state(shell)).as("a byte more").isEqualTo(State.CUT_OFF);
    }
    write(FILE, keystore("PKCS12", 1, "x"));
    assertThat(state(shell)).isEqualTo(State.PKCS12);
    write(FILE, new byte[0]);
    assertThat(state(shell)).isEqualTo(State.EMPTY);
    write(FILE, random(3000));
    assertThat(state(shell)).isEqualTo(State.OTHER);

    Path file = tree.resolve(FILE.substring(1));
    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("nowhere"));
    assertThat(state(shell)).isEqualTo(State.DANGLING);
    write("/nowhere", keystore("JKS", 1, "x"));
    assertThat(state(shell)).isEqualTo(State.WHOLE);
    Files.delete(file);
    Files.createDirectory(file);
    assertThat(state(shell)).isEqualTo(State.OTHER);
  }
}
