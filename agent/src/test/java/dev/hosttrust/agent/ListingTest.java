// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import static dev.hosttrust.agent.TestSpecs.ca;
import static dev.hosttrust.agent.TestSpecs.renewed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.certificate.TestCertificates;
import dev.hosttrust.agent.listing.Finding;
import dev.hosttrust.agent.listing.Listing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a listing finds on a host, store by store. */
class ListingTest {
  private static final CaCertificate HARBOR = ca("Harbor CA");
  private static final CaCertificate OTHER = ca("Other CA");
  private static final String LOCAL = "/usr/share/ca-certificates/local/";
  private static final String ADMIN = "/usr/local/share/ca-certificates/";
  private static final String CONF = "/etc/ca-certificates.conf";
  private static final String HASHED = "/etc/ssl/certs/";
  private static final String BUNDLE = HASHED + "ca-certificates.crt";
  private static final String DOCKER = "/etc/docker/certs.d/harbor.example.com/";
  private static final String CONTAINERD = "/etc/containerd/certs.d/harbor.example.com:8443/";
  private static final String KEY =
      "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n";

  @TempDir private Path directory;
  private ScratchHost host;

  @BeforeEach
  void prepare() throws IOException {
    host = new ScratchHost(directory.resolve("host"), "sh");
  }

  /** What is done to a host with nothing but its distribution's certificates. */
  interface Setup {
    void to(ScratchHost host) throws Exception;
  }

  private static Arguments host(String name, Setup setup, String... expected) {
    return Arguments.of(Named.of(name, setup), List.of(expected));
  }

  private static String pem(CaCertificate... certificates) {
    StringBuilder text = new StringBuilder();
    for (CaCertificate certificate : certificates) {
      text.append(new String(certificate.pem(), StandardCharsets.ISO_8859_1));
    }
    return text.toString();
  }

  private static void select(ScratchHost host, String line) throws IOException {
    host.write(CONF, host.read(CONF) + line + "\n");
  }

  /** As a rollout leaves it. */
  private static void trust(ScratchHost host, CaCertificate certificate) throws IOException {
    host.write(LOCAL + "harbor.crt", pem(certificate));
    select(host, "local/harbor.crt");
    host.runTool();
  }

  private static void mode(ScratchHost host, String path, String mode) throws IOException {
    Files.setPosixFilePermissions(host.path(path), PosixFilePermissions.fromString(mode));
  }

  private static void link(ScratchHost host, String path, String target) throws IOException {
    Files.createDirectories(host.path(path).getParent());
    Files.createSymbolicLink(host.path(path), Path.of(target));
  }

  static Stream<Arguments> hosts() {
    return Stream.of(
        host("nothing beside the distribution's", host -> {}),
        host(
            "as a rollout leaves it",
            host -> trust(host, HARBOR),
            "system " + LOCAL + "harbor.crt Harbor CA"),
        host(
            "a file of the administrator",
            host -> {
              host.write(ADMIN + "company/root.crt", pem(HARBOR));
              host.runTool();
            },
            "system " + ADMIN + "company/root.crt Harbor CA"),
        host(
            "an administrator's file by another ending",
            host -> host.write(ADMIN + "root.pem", pem(HARBOR)),
            "NOT_SELECTED " + ADMIN + "root.pem"),
        host(
            "a file that no line names",
            host -> host.write(LOCAL + "harbor.crt", pem(HARBOR)),
            "NOT_SELECTED " + LOCAL + "harbor.crt"),
        host(
            "a file that a line deselects",
            host -> {
              host.write(LOCAL + "harbor.crt", pem(HARBOR));
              select(host, "!local/harbor.crt");
            },
            "NOT_SELECTED " + LOCAL + "harbor.crt"),
        host(
            "a file that a line deselects which ends with a carriage return",
            host -> {
              trust(host, HARBOR);
              select(host, "!local/harbor.crt\r");
              host.runTool("--fresh");
            },
            "system " + LOCAL + "harbor.crt Harbor CA"),
        host(
            "files that are too big to be looked into",
            host -> {
              host.write(DOCKER + "ca.crt", pem(HARBOR) + "#\n".repeat(3 << 20));
              host.write(ADMIN + "big.crt", pem(OTHER) + "#\n".repeat(3 << 20));
            },
            "UNREADABLE " + DOCKER + "ca.crt",
            "UNREADABLE " + ADMIN + "big.crt"),
        host(
            "a keystore that is empty",
            host -> host.write(HASHED + "java/cacerts", ""),
            "UNREADABLE " + HASHED + "java/cacerts"),
        host(
            "a keystore that is a directory",
            host -> Files.createDirectories(host.path(HASHED + "java/cacerts")),
            "UNREADABLE " + HASHED + "java/cacerts"),
        host(
            "a line that was deleted, of a file that is still trusted",
            host -> {
              trust(host, HARBOR);
              host.write(CONF, "mozilla/Root_1.crt\n");
            },
            "system " + LOCAL + "harbor.crt Harbor CA",
            "NOT_SELECTED " + LOCAL + "harbor.crt"),
        host(
            "a tool that did not run",
            host -> {
              host.write(LOCAL + "harbor.crt", pem(HARBOR));
              select(host, "local/harbor.crt");
            },
            "system " + LOCAL + "harbor.crt Harbor CA",
            "NOT_IN_BUNDLE " + LOCAL + "harbor.crt"),
        host(
            "two certificates in a file",
            host -> {
              host.write(LOCAL + "harbor.crt", pem(HARBOR, OTHER));
              select(host, "local/harbor.crt");
              host.runTool();
              for (CaCertificate each : List.of(HARBOR, OTHER)) {
                Files.deleteIfExists(host.path(HASHED + each.subjectHash() + ".0"));
              }
            },
            "system " + LOCAL + "harbor.crt Harbor CA",
            "system " + LOCAL + "harbor.crt Other CA",
            "NO_HASH_LINK " + LOCAL + "harbor.crt"),
        host(
            "a certificate in the bundle alone",
            host -> host.write(BUNDLE, host.read(BUNDLE) + pem(HARBOR)),
            "system " + BUNDLE + " Harbor CA",
            "UNEXPLAINED " + BUNDLE),
        host(
            "a certificate that only a lookup finds",
            host -> {
              host.write(HASHED + "mine.pem", pem(HARBOR));
              link(host, HASHED + HARBOR.subjectHash() + ".0", "mine.pem");
            },
            "system " + HASHED + "mine.pem Harbor CA",
            "UNEXPLAINED " + HASHED + "mine.pem"),
        host(
            "a link by the hash of the certificate before",
            host -> {
              trust(host, OTHER);
              host.write(LOCAL + "harbor.crt", pem(HARBOR));
              host.runTool();
            },
            "system " + LOCAL + "harbor.crt Harbor CA",
            "STALE_HASH_LINK " + HASHED + OTHER.subjectHash() + ".0"),
        host(
            "a link that leads nowhere",
            host -> link(host, HASHED + "gone.pem", "/nowhere"),
            "DANGLING_LINK " + HASHED + "gone.pem"),
        host(
            "files without a certificate",
            host -> {
              host.write(LOCAL + "empty.crt", "");
              Files.write(host.path(LOCAL + "der.crt"), HARBOR.der());
            },
            "NO_CERTIFICATE " + LOCAL + "der.crt",
            "NO_CERTIFICATE " + LOCAL + "empty.crt"),
        host(
            "a file beside the distribution's that its package does not bring",
            host -> {
              host.write(
                  "/var/lib/dpkg/info/ca-certificates.list",
                  "/.\n/usr/share/ca-certificates/mozilla/Root_1.crt\n");
              host.write("/usr/share/ca-certificates/mozilla/Root_2.crt", pem(HARBOR));
              select(host, "mozilla/Root_2.crt");
              host.runTool();
            },
            "system /usr/share/ca-certificates/mozilla/Root_2.crt Harbor CA"),
        host(
            "what the package ssl-cert makes",
            host -> {
              host.write(HASHED + "ssl-cert-snakeoil.pem", pem(HARBOR));
              link(host, HASHED + HARBOR.subjectHash() + ".0", "ssl-cert-snakeoil.pem");
            }),
        host(
            "anchors of Red Hat's and SUSE's tools",
            host -> {
              host.write("/etc/pki/ca-trust/source/anchors/a.pem", pem(HARBOR));
              host.write("/etc/pki/trust/anchors/b.crt", pem(OTHER));
            },
            "system /etc/pki/ca-trust/source/anchors/a.pem Harbor CA",
            "system /etc/pki/trust/anchors/b.crt Other CA"),
        host(
            "a registry that has what the system store has",
            host -> {
              trust(host, HARBOR);
              host.write(DOCKER + "ca.crt", pem(HARBOR));
            },
            "system " + LOCAL + "harbor.crt Harbor CA",
            "docker " + DOCKER + "ca.crt Harbor CA for harbor.example.com"),
        host(
            "a registry that has the certificate before",
            host -> {
              trust(host, HARBOR);
              host.write(DOCKER + "ca.crt", pem(renewed("Harbor CA")));
            },
            "system " + LOCAL + "harbor.crt Harbor CA",
            "docker " + DOCKER + "ca.crt Harbor CA for harbor.example.com",
            "NOT_IN_SYSTEM_STORE " + DOCKER + "ca.crt"),
        host(
            "a client's certificate with its key",
            host -> {
              host.write(DOCKER + "client.cert", pem(HARBOR));
              host.write(DOCKER + "client.key", KEY);
              mode(host, DOCKER + "client.key", "rw-------");
            }),
        host(
            "a client's key that all users may read",
            host -> {
              host.write(DOCKER + "client.cert", pem(HARBOR));
              host.write(DOCKER + "client.key", KEY);
              mode(host, DOCKER + "client.key", "rw-r--r--");
            },
            "PRIVATE_KEY " + DOCKER + "client.key"),
        host(
            "halves of a client's certificate",
            host -> {
              host.write(DOCKER + "ca.cert", pem(HARBOR));
              host.write(DOCKER + "other.key", KEY);
              mode(host, DOCKER + "other.key", "rw-------");
            },
            "CLIENT_CERTIFICATE " + DOCKER + "ca.cert",
            "CLIENT_CERTIFICATE " + DOCKER + "other.key"),
        host(
            "a private key in a CA file",
            host -> host.write(DOCKER + "ca.crt", KEY + pem(HARBOR)),
            "docker " + DOCKER + "ca.crt Harbor CA for harbor.example.com",
            "NOT_IN_SYSTEM_STORE " + DOCKER + "ca.crt",
            "PRIVATE_KEY " + DOCKER + "ca.crt"),
        host(
            "a key of the server",
            host -> {
              host.write(DOCKER + "harbor.cert", TestCertificates.server("harbor.example.com"));
              host.write(DOCKER + "harbor.key", KEY);
              mode(host, DOCKER + "harbor.key", "rw-------");
            },
            "PRIVATE_KEY " + DOCKER + "harbor.cert"),
        host(
            "podman's own directory",
            host -> {
              trust(host, HARBOR);
              host.write("/etc/containers/certs.d/harbor.example.com/ca.crt", pem(HARBOR));
            },
            "system " + LOCAL + "harbor.crt Harbor CA",
            "podman /etc/containers/certs.d/harbor.example.com/ca.crt Harbor CA for"
                + " harbor.example.com"),
        host(
            "containerd without hosts.toml",
            host -> {
              trust(host, HARBOR);
              host.write(CONTAINERD + "ca.crt", pem(HARBOR));
            },
            "system " + LOCAL + "harbor.crt Harbor CA",
            "containerd " + CONTAINERD + "ca.crt Harbor CA for harbor.example.com:8443"),
        host(
            "containerd with hosts.toml",
            host -> {
              trust(host, HARBOR);
              host.write(CONTAINERD + "ca.crt", pem(OTHER));
              host.write("/opt/ca.pem", pem(HARBOR));
              host.write(
                  CONTAINERD + "hosts.toml",
                  """
                  ca = "/opt/ca.pem"
                  [host."https://harbor.example.com:8443"]
                    ca = ["/opt/ca.pem", "gone.crt"]
                  """);
            },
            "system " + LOCAL + "harbor.crt Harbor CA",
            "containerd /opt/ca.pem Harbor CA for harbor.example.com:8443",
            "NOT_READ " + CONTAINERD + "ca.crt",
            "MISSING_FILE " + CONTAINERD + "gone.crt"),
        host(
            "another config_path of containerd",
            host -> {
              trust(host, HARBOR);
              host.write(
                  "/etc/containerd/config.toml",
                  """
                  version = 2
                  [plugins."io.containerd.grpc.v1.cri".registry]
                    config_path = "/srv/certs"
                  """);
              host.write("/srv/certs/harbor.example.com/ca.crt", pem(HARBOR));
            },
            "system " + LOCAL + "harbor.crt Harbor CA",
            "containerd /srv/certs/harbor.example.com/ca.crt Harbor CA for harbor.example.com"),
        host(
            "k3s",
            host -> {
              trust(host, HARBOR);
              host.write("/etc/rancher/k3s/hosttrust/harbor.crt", pem(HARBOR));
              host.write("/opt/other.pem", pem(OTHER));
              host.write(
                  "/etc/rancher/k3s/registries.yaml",
                  """
                  configs:
                    "harbor.example.com:8443":
                      tls: {ca_file: /etc/rancher/k3s/hosttrust/harbor.crt}
                    other.example.com:
                      tls: {ca_file: /opt/other.pem}
                    gone.example.com:
                      tls: {ca_file: /opt/gone.pem}
                  """);
            },
            "system " + LOCAL + "harbor.crt Harbor CA",
            "k3s /etc/rancher/k3s/hosttrust/harbor.crt Harbor CA for harbor.example.com:8443",
            "k3s /opt/other.pem Other CA for other.example.com",
            "NOT_IN_SYSTEM_STORE /opt/other.pem",
            "MISSING_FILE /opt/gone.pem"),
        host(
            "a registries.yaml that is none",
            host -> host.write("/etc/rancher/k3s/registries.yaml", "configs: [\n"),
            "UNREADABLE /etc/rancher/k3s/registries.yaml"),
        host(
            "Firefox",
            host -> {
              host.write("/etc/firefox/policies/hosttrust/harbor.crt", pem(HARBOR));
              host.write("/opt/other.pem", pem(OTHER));
              host.write(
                  "/etc/firefox/policies/policies.json",
                  """
                  {"policies": {"Certificates": {"Install": [
                    "/etc/firefox/policies/hosttrust/harbor.crt", "/opt/other.pem", "/opt/gone.pem"]}}}
                  """);
            },
            "firefox /etc/firefox/policies/hosttrust/harbor.crt Harbor CA",
            "firefox /opt/other.pem Other CA",
            "MISSING_FILE /opt/gone.pem"),
        host(
            "a Java keystore",
            host -> {
              trust(host, HARBOR);
              keystore(
                  host,
                  "debian:root_1.pem",
                  ca("Mozilla Root"),
                  "debian:gone.pem",
                  OTHER,
                  "by-hand",
                  ca("By Hand CA"));
            },
            "system " + LOCAL + "harbor.crt Harbor CA",
            "java " + HASHED + "java/cacerts Other CA",
            "java " + HASHED + "java/cacerts By Hand CA",
            "UNEXPLAINED " + HASHED + "java/cacerts",
            "NOT_IN_KEYSTORE " + HASHED + "java/cacerts"));
  }

  private static void keystore(ScratchHost host, Object... entries) throws Exception {
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(null, null);
    for (int i = 0; i < entries.length; i += 2) {
      CaCertificate certificate = (CaCertificate) entries[i + 1];
      store.setCertificateEntry(
          (String) entries[i],
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(certificate.der())));
    }
    Files.createDirectories(host.path(HASHED + "java"));
    try (var out = Files.newOutputStream(host.path(HASHED + "java/cacerts"))) {
      store.store(out, "changeit".toCharArray());
    }
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void findsWhatIsThere(Setup setup, List<String> expected) throws Exception {
    setup.to(host);
    SortedMap<String, String> before = host.tree();

    assertThat(words(listing())).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(host.tree()).isEqualTo(before);
  }

  private Listing listing() {
    List<Listing> found = new ArrayList<>();
    assertThat(new Survey(host.root()).run(host, found::add)).isInstanceOf(Unchanged.class);
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  /** Each anchor and each kind of finding at a path once. */
  private static List<String> words(Listing listing) {
    return Stream.concat(
            listing.anchors().stream()
                .map(
                    anchor ->
                        "%s %s %s%s"
                            .formatted(
                                anchor.store(),
                                anchor.path(),
                                anchor.certificate().subject().replace("CN=", ""),
                                anchor.registry().map(r -> " for " + r).orElse(""))),
            listing.findings().stream().map(finding -> finding.kind() + " " + finding.path()))
        .distinct()
        .toList();
  }

  /** Only what a host's own configuration names elsewhere takes a second look. */
  @Test
  void takesOneLook() throws IOException {
    trust(host, HARBOR);
    host.write(CONTAINERD + "ca.crt", pem(HARBOR));

    listing();

    assertThat(host.execs()).isEqualTo(1);
  }

  @Test
  void neverReadsPrivateKeysOut() throws IOException {
    host.write(DOCKER + "client.key", KEY);
    host.write(LOCAL + "both.crt", KEY + pem(HARBOR));
    select(host, "local/both.crt");
    StringBuilder said = new StringBuilder();

    new Survey(host.root())
        .run(
            (command, stdin) -> {
              var result = host.exec(command, stdin);
              said.append(new String(result.stdout(), StandardCharsets.ISO_8859_1));
              return result;
            },
            listing -> {});

    for (String block : said.toString().split("\n\\.\n|\ntree [0-9]*\n")) {
      assertThat(decoded(block)).doesNotContain("c2VjcmV0");
    }
    assertThat(listing().findings())
        .extracting(Finding::kind)
        .contains(Finding.Kind.PRIVATE_KEY, Finding.Kind.CLIENT_CERTIFICATE);
  }

  private static String decoded(String block) {
    try {
      return new String(
          java.util.Base64.getMimeDecoder().decode(block.strip()), StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      return block;
    }
  }
}
