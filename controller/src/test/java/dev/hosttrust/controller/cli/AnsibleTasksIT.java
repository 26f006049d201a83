package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.FileEntry;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestTlsServer;
import dev.hosttrust.testhosts.TestUser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The real {@code ansible-playbook} with the tasks on one host, hosttrust on another: the same tree
 * where the tasks do right, and what each leaves where they do not.
 */
class AnsibleTasksIT {
  private static final TestHosts DEBIAN = TestHosts.debian(DebianRelease.BOOKWORM);
  private static final TestCa CA = TestCa.named("Harbor CA");
  private static final TestCa OLD_CA = TestCa.named("Last year's Harbor CA");
  private static final String FILE = "/usr/share/ca-certificates/local/harbor.crt";
  private static final String REGISTRY = "/etc/docker/certs.d/" + FleetDirectory.REGISTRY;
  private static final String CONF = "/etc/ca-certificates.conf";
  private static final String FILES_OF_A_RUN =
      """
      mkdir -p /usr/share/ca-certificates/local %1$s
      cp /tmp/ca.crt %2$s && cp /tmp/ca.crt %1$s/ca.crt
      echo local/harbor.crt >>%3$s
      """
          .formatted(REGISTRY, FILE, CONF);

  @TempDir private Path directory;
  private TestHost tasks;
  private TestHost ours;

  @BeforeEach
  void start() {
    tasks = DEBIAN.start();
    ours = DEBIAN.start();
  }

  @AfterEach
  void stop() {
    tasks.close();
    ours.close();
  }

  private void prepare(TestCa ca, String script) {
    for (TestHost host : List.of(tasks, ours)) {
      host.writeFile("/tmp/ca.crt", ca.pem());
      host.run(script);
    }
  }

  /** Runs both, each on its host. */
  private void runBoth(TestCa ca) throws IOException, InterruptedException {
    FleetDirectory fleet =
        new FleetDirectory(directory, ca)
            .host("tasks", tasks, TestUser.ROOT)
            .host("ours", ours, TestUser.ROOT);
    CommandLineRun run = fleet.run("rollout", "-l", "ours");
    assertThat(run.exitCode()).as(run.out()).isZero();
    runPlaybook();
  }

  private void runPlaybook() throws IOException, InterruptedException {
    Path playbook = directory.resolve("host-trust.yml");
    try (InputStream in = getClass().getResourceAsStream("host-trust.yml")) {
      Files.write(playbook, Objects.requireNonNull(in).readAllBytes());
    }
    ProcessBuilder builder =
        new ProcessBuilder(
                "ansible-playbook",
                "-i",
                "hosts.ini",
                "-l",
                "tasks",
                "-e",
                "{\"anchor_name\": \"harbor\", \"ca_file\": \"%s\", \"registries\": [\"%s\"]}"
                    .formatted(directory.resolve("ca.crt"), FleetDirectory.REGISTRY),
                playbook.toString())
            .directory(directory.toFile())
            .redirectErrorStream(true);
    builder.environment().put("ANSIBLE_PIPELINING", "1");
    builder.environment().put("ANSIBLE_LOCALHOST_WARNING", "0");
    Process process = builder.start();
    String output = process.inputReader().readAllAsString();
    assertThat(process.waitFor()).as(output).isZero();
  }

  /** Whether TLS inside a host trusts the registry by the bundle and by the hash links. */
  private static boolean trusts(TestHost host, TestCa ca) {
    try (TestTlsServer server = TestTlsServer.start(host, ca.server("harbor.example.com"), 8443)) {
      return server.isTrusted();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true",
        "printf '!local/harbor.crt\\n' >>" + CONF,
        "printf %s \"$(cat " + CONF + ")\" >" + CONF + ".new && mv " + CONF + ".new " + CONF,
        "mkdir -p -m 700 /usr/share/ca-certificates/local && chown 1000:1000"
            + " /usr/share/ca-certificates/local",
        "mkdir -p -m 750 "
            + REGISTRY
            + " && echo old >"
            + REGISTRY
            + "/ca.crt && chmod 600 "
            + REGISTRY
            + "/ca.crt",
      })
  void leaveTheSameTree(String script) throws IOException, InterruptedException {
    prepare(CA, script);

    runBoth(CA);

    assertThat(ours.trustTree()).isEqualTo(tasks.trustTree());
    assertThat(trusts(tasks, CA)).isTrue();
    assertThat(trusts(ours, CA)).isTrue();
  }

  @Test
  void afterAReplacedCertificateTheTasksLeaveStaleLinks() throws IOException, InterruptedException {
    prepare(OLD_CA, FILES_OF_A_RUN + "update-ca-certificates");

    runBoth(CA);

    assertThat(linksTo("harbor.pem", tasks)).isEqualTo(linksOf(OLD_CA, tasks));
    assertThat(linksTo("harbor.pem", ours)).isEqualTo(linksOf(CA, ours));
  }

  @Test
  void afterARunThatWasCutOffTheTasksNeverUpdate() throws IOException, InterruptedException {
    prepare(CA, FILES_OF_A_RUN);

    runBoth(CA);

    assertThat(trusts(tasks, CA)).isFalse();
    assertThat(trusts(ours, CA)).isTrue();
  }

  @Test
  void ofASelectedAndDeselectedEntryTheTasksLeaveBothLines()
      throws IOException, InterruptedException {
    prepare(CA, "sed -i '1i !local/harbor.crt' " + CONF + "\n" + FILES_OF_A_RUN);

    runBoth(CA);

    assertThat(lines(tasks)).containsExactly("!local/harbor.crt", "local/harbor.crt");
    assertThat(lines(ours)).containsExactly("local/harbor.crt");
  }

  private static List<String> lines(TestHost host) {
    return host.readFile(CONF).lines().filter(line -> line.endsWith("local/harbor.crt")).toList();
  }

  /** The names of the hash links that lead to a file under {@code /etc/ssl/certs}. */
  private static Set<String> linksTo(String file, TestHost host) {
    return host.fileTree(List.of("/etc/ssl/certs")).stream()
        .filter(entry -> entry.linkTarget().filter(file::equals).isPresent())
        .map(FileEntry::path)
        .collect(Collectors.toSet());
  }

  private static Set<String> linksOf(TestCa ca, TestHost host) {
    host.writeFile("/tmp/hashed.crt", ca.pem());
    String hash = host.run("openssl x509 -noout -subject_hash -in /tmp/hashed.crt").strip();
    return Set.of("/etc/ssl/certs/" + hash + ".0");
  }
}
