// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.testhosts.CaProfile;
import dev.hosttrust.testhosts.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code hosttrust list} over a small fleet of trees. */
class ListCommandTest {
  private static final String HARBOR = "usr/share/ca-certificates/local/harbor.crt";
  private static final TestCa SOON = CaProfile.named("Soon CA").expiringInDays(30).create();
  private static final TestCa EXPIRED = CaProfile.named("Expired CA").expired().create();

  @TempDir private Path directory;
  private LocalFleet fleet;

  @BeforeEach
  void prepare() throws IOException {
    fleet = new LocalFleet(directory, "node1", "node2", "node3");
    for (String host : List.of("node1", "node2", "node3")) {
      write(host, HARBOR, Files.readString(directory.resolve("ca.crt")));
      write(host, "etc/ca-certificates.conf", "local/harbor.crt\n");
      write(
          host, "etc/ssl/certs/ca-certificates.crt", Files.readString(directory.resolve("ca.crt")));
    }
  }

  private void write(String host, String path, String text) throws IOException {
    Path file = fleet.root(host).resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private CommandLineRun list(String... more) {
    String[] words = new String[more.length + 3];
    words[0] = "list";
    words[1] = "-i";
    words[2] = "hosts.ini";
    System.arraycopy(more, 0, words, 3, more.length);
    return fleet.run(words);
  }

  private static String sha256(TestCa ca) throws Exception {
    return CaCertificate.ofDer(ca.der()).fingerprint();
  }

  private static LocalDate day(TestCa ca) {
    return ca.certificate().getNotAfter().toInstant().atOffset(ZoneOffset.UTC).toLocalDate();
  }

  @Test
  void showsEachCertificateOnceByTheDayOnWhichItExpires() throws Exception {
    write("node2", "etc/docker/certs.d/soon.example.com/ca.crt", SOON.pem());
    write("node3", "etc/docker/certs.d/soon.example.com/ca.crt", SOON.pem());
    write("node1", "etc/docker/certs.d/old.example.com/ca.crt", EXPIRED.pem());

    CommandLineRun run = list();

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith(
            """
            %s  expired  CN=Expired CA
              SHA-256 %s
              on node1
                docker      /etc/docker/certs.d/old.example.com/ca.crt
            %s  29 days left  CN=Soon CA
              SHA-256 %s
              on node[2-3] (2 hosts)
                docker      /etc/docker/certs.d/soon.example.com/ca.crt
            """
                .formatted(day(EXPIRED), sha256(EXPIRED), day(SOON), sha256(SOON)))
        .containsPattern(
            """
            CN=Harbor CA
              SHA-256 [0-9a-f]{64}
              on node\\[1-3] \\(3 hosts\\)
                system      /usr/share/ca-certificates/local/harbor.crt
            """)
        .contains(
            """

            To look at
            on node[1-3] (3 hosts)
              /usr/share/ca-certificates/local/harbor.crt has no hash link in /etc/ssl/certs,\
             so that programs which look there do not trust it; run 'update-ca-certificates --fresh'
            on node[2-3] (2 hosts)
            """)
        .containsPattern("\n\n3 hosts: 3 ok, 0 failed, 0 unreachable  \\([0-9.]+ s\\)\n$");
  }

  @ParameterizedTest
  @CsvSource({"31d, 3, Expired Soon", "5w, 3, Expired Soon", "29d, 3, Expired", "0d, 3, Expired"})
  void showsOnlyWhatExpires(String within, int exitCode, String shown) throws IOException {
    write("node1", "etc/docker/certs.d/old.example.com/ca.crt", EXPIRED.pem());
    write("node1", "etc/docker/certs.d/soon.example.com/ca.crt", SOON.pem());

    CommandLineRun run = list("--expires-within", within);

    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.out().lines().filter(line -> line.contains("  CN=")))
        .extracting(line -> line.replaceFirst(".*CN=(\\w+) CA", "$1"))
        .containsExactly(shown.split(" "));
    assertThat(run.out()).doesNotContain("To look at");
  }

  @Test
  void endsWithZeroWhereNothingExpires() throws IOException {
    write("node1", "etc/docker/certs.d/soon.example.com/ca.crt", SOON.pem());

    CommandLineRun run = list("--expires-within", "29d");

    assertThat(run.out()).startsWith("No certificate expires before ");
    assertThat(run.exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"60", "2m", "-1d", "1.5d", "d", "", "100000d", "1d2w"})
  void refusesOtherTimes(String within) {
    CommandLineRun run = list("--expires-within", within);

    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(run.err()).contains("--expires-within").doesNotContain("internal error");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aHostThatCannotBeLookedAtComesBeforeWhatExpires() throws IOException {
    write("node1", "etc/docker/certs.d/old.example.com/ca.crt", EXPIRED.pem());
    Files.writeString(
        fleet.inventory(),
        Files.readString(fleet.inventory())
            .replaceFirst(
                "\\[all:vars",
                "gone ansible_connection=ssh ansible_host=127.0.0.1"
                    + " ansible_port=1 hosttrust_root=/none\n[all:vars"));

    CommandLineRun run = list("--expires-within", "1d");

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.out())
        .contains("expired  CN=Expired CA")
        .contains("unreachable, 1 host: gone: ")
        .contains("4 hosts: 3 ok, 0 failed, 1 unreachable");
  }

  @Test
  void tellsProgramsOfEachAnchorOnEachHost() throws Exception {
    write("node2", "etc/docker/certs.d/old.example.com:8443/ca.crt", EXPIRED.pem());

    CommandLineRun run = list("-o", "json");

    List<JsonNode> objects = run.out().lines().map(JsonMapper.shared()::readTree).toList();
    assertThat(objects.getFirst().get("command").asString()).isEqualTo("list");
    JsonNode old =
        objects.stream()
            .filter(o -> o.get("type").asString().equals("found") && o.get("expired").asBoolean())
            .reduce((a, b) -> null)
            .orElseThrow();
    assertThat(old.get("host").asString()).isEqualTo("node2");
    assertThat(old.get("store").asString()).isEqualTo("docker");
    assertThat(old.get("path").asString())
        .isEqualTo("/etc/docker/certs.d/old.example.com:8443/ca.crt");
    assertThat(old.get("registry").asString()).isEqualTo("old.example.com:8443");
    assertThat(old.get("subject").asString()).isEqualTo("CN=Expired CA");
    assertThat(old.get("sha256").asString()).isEqualTo(sha256(EXPIRED));
    assertThat(old.get("not_after").asString())
        .isEqualTo(EXPIRED.certificate().getNotAfter().toInstant().toString());
    assertThat(objects)
        .filteredOn(o -> o.get("type").asString().equals("finding"))
        .extracting(o -> o.get("host").asString() + " " + o.get("kind").asString())
        .containsExactlyInAnyOrder(
            "node1 no_hash_link",
            "node2 no_hash_link",
            "node3 no_hash_link",
            "node2 not_in_system_store");
    assertThat(objects)
        .filteredOn(o -> o.get("type").asString().equals("host"))
        .extracting(o -> o.get("status").asString())
        .containsExactly("ok", "ok", "ok");
    assertThat(objects.getLast().get("type").asString()).isEqualTo("recap");
  }

  @Test
  void showsTextOfHostsAsText() throws IOException {
    write("node1", "etc/docker/certs.d/evil\u001b[2J/ca.crt", TestCa.named("A\u001b[31m CA").pem());
    write("node1", "etc/docker/certs.d/evil\u001b[2J/a\u0007.key", "");

    assertThat(list().out())
        .contains("evil^[[2J/ca.crt", "CN=A^[[31m CA", "a^G.key")
        .doesNotContain("\u001b", "\u0007");
    assertThat(list("-o", "json").out()).contains("\\u001B[31m CA").doesNotContain("\u001b");
  }

  @Test
  void listsTheHostsOnly() {
    CommandLineRun run = list("--list-hosts", "-l", "node2");

    assertThat(run.out()).isEqualTo("  hosts (1):\n    node2\n");
    assertThat(run.exitCode()).isZero();
  }
}
