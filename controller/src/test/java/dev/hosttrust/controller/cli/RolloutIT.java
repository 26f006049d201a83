// SPDX-License-Identifier: Apache-2.0
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The main job, from the command line to real Debian hosts: one story, told in order. */
@TestMethodOrder(OrderAnnotation.class)
class RolloutIT {
  private static final TestCa CA = TestCa.named("Harbor CA");

  private static final String LOCAL = "/usr/share/ca-certificates/local/harbor.crt";

  /** What update-ca-certificates makes of the configuration. */
  private static final String FINGERPRINT =
      "cat /etc/ssl/certs/ca-certificates.crt /etc/ca-certificates.conf | sha256sum;"
          + " find /etc/ssl/certs -type l -printf '%p %l\\n' | sort | sha256sum";

  @TempDir private static Path directory;
  private static List<TestHost> hosts;
  private static List<TestTlsServer> servers;
  private static FleetDirectory fleet;

  @BeforeAll
  static void start() {
    hosts =
        List.of(DebianRelease.values()).stream()
            .map(release -> TestHosts.debian(release).withAllCertificates().start())
            .toList();
    servers =
        hosts.stream()
            .map(host -> TestTlsServer.start(host, CA.server("harbor.example.com"), 8443))
            .toList();
    fleet =
        new FleetDirectory(directory, CA)
            .host("debian11", hosts.get(0), TestUser.ROOT)
            .host("debian12", hosts.get(1), TestUser.OPS, "ansible_become=true")
            .host(
                "debian13",
                hosts.get(2),
                TestUser.ADMIN,
                "ansible_become=true",
                "ansible_become_password='" + TestUser.PASSWORD + "'");
  }

  @AfterAll
  static void stop() {
    hosts.forEach(TestHost::close);
  }

  private static List<List<FileEntry>> trees() {
    return hosts.stream().map(TestHost::trustTree).toList();
  }

  @Test
  @Order(1)
  void aDryRunShowsTheDifferenceAndChangesNothing() throws IOException {
    List<List<FileEntry>> before = trees();

    CommandLineRun run = fleet.run("rollout", "--check", "--diff");

    assertThat(run.out())
        .contains("would change  debian11", "would change  debian12", "would change  debian13")
        .contains("Difference on debian[12-13]\n", "Difference on debian11, as on debian12 except:")
        .contains("+local/harbor.crt")
        .contains("3 hosts: 0 ok, 3 would change, 0 failed, 0 unreachable");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(fleet.run("diff", "--detailed-exitcode").exitCode()).isEqualTo(3);
    assertThat(trees()).isEqualTo(before);
    assertThat(servers).noneMatch(TestTlsServer::isTrusted);
  }

  @Test
  @Order(2)
  void theRolloutMakesEveryHostTrustTheRegistry() throws IOException {
    CommandLineRun run = fleet.run("rollout");

    assertThat(run.out())
        .contains("changed       debian11", "changed       debian12", "changed       debian13")
        .contains("Read back from debian[11-13]")
        .contains("3 hosts: 0 ok, 3 changed, 0 failed, 0 unreachable");
    assertThat(run.exitCode()).isZero();
    assertThat(servers).allMatch(TestTlsServer::isTrusted);
    assertThat(hosts)
        .allSatisfy(
            host ->
                assertThat(
                        host.readFile("/etc/docker/certs.d/" + FleetDirectory.REGISTRY + "/ca.crt"))
                    .isEqualTo(CA.pem()));
  }

  @Test
  @Order(3)
  void aSecondRunFindsNothingToDoInOneExecAHost() throws IOException {
    List<List<FileEntry>> before = trees();
    hosts.forEach(TestHost::resetSshdLog);

    CommandLineRun run = fleet.run("rollout");

    assertThat(run.out()).contains("3 hosts: 3 ok, 0 changed, 0 failed, 0 unreachable");
    assertThat(run.exitCode()).isZero();
    assertThat(hosts).allSatisfy(host -> assertThat(host.countExecs()).isEqualTo(1));
    assertThat(hosts).allSatisfy(host -> assertThat(host.countConnections()).isEqualTo(1));
    assertThat(trees()).isEqualTo(before);
    assertThat(fleet.run("diff", "--detailed-exitcode").exitCode()).isZero();
  }

  @Test
  @Order(4)
  void theTrustSurvivesAReconfigurationOfThePackage() throws IOException {
    hosts.forEach(host -> host.run("dpkg-reconfigure -f noninteractive ca-certificates"));

    assertThat(servers).allMatch(TestTlsServer::isTrusted);
    assertThat(fleet.run("rollout").out()).contains("3 hosts: 3 ok");
  }

  @Test
  @Order(5)
  void anEntryThatWasTakenOutOfTheBundleComesBack() throws IOException {
    hosts.forEach(
        host ->
            host.writeFile(
                "/etc/ssl/certs/ca-certificates.crt",
                host.readFile("/etc/ssl/certs/ca-certificates.crt").replace(CA.pem(), "")));

    CommandLineRun run = fleet.run("rollout", "--diff");

    assertThat(run.out())
        .contains("the bundle lacked harbor")
        .contains("3 hosts: 0 ok, 3 changed, 0 failed, 0 unreachable");
    assertThat(servers).allMatch(TestTlsServer::isTrusted);
  }

  @Test
  @Order(6)
  void jsonHasAnObjectALineWithTheProof() throws IOException {
    CommandLineRun run = fleet.run("rollout", "-o", "json");

    assertThat(run.out().lines())
        .hasSize(6)
        .allMatch(line -> line.matches("\\{\"type\":\"[a-z]+\",\"time\":\"[0-9T:.-]+Z\",.*"));
    assertThat(run.out())
        .startsWith("{\"type\":\"run\"")
        .contains("\"command\":\"rollout\",\"check\":false,\"started\":\"20")
        .contains("\"host\":\"debian13\",\"status\":\"ok\"")
        .contains("\"kind\":\"bundle\",\"path\":\"/etc/ssl/certs/ca-certificates.crt\"")
        .contains("\"path\":\"/etc/docker/certs.d/" + FleetDirectory.REGISTRY + "/ca.crt\"")
        .contains(",\"hosts\":3,\"ok\":3,");
  }

  @Test
  @Order(7)
  void aRemovalIsARefusalOnEveryHostAndSurvivesTheNextUpgrade() throws IOException {
    CommandLineRun diff = remove("--check", "--diff");
    assertThat(diff.out())
        .contains("Difference on debian", "remove " + LOCAL, "-local/harbor", "-!local/harbor");
    assertThat(servers).allMatch(TestTlsServer::isTrusted);

    CommandLineRun run = remove();

    assertThat(run.out())
        .contains("  not in /etc/ssl/certs/ca-certificates.crt", "  not in /etc/ssl/certs\n")
        .contains("  not in /etc/docker/certs.d/" + FleetDirectory.REGISTRY + "/ca.crt")
        .contains("3 hosts: 0 ok, 3 changed, 0 failed, 0 unreachable");
    assertThat(servers).noneMatch(TestTlsServer::isTrusted);
    for (TestHost host : hosts) {
      assertThat(host.run("grep -c harbor /etc/ca-certificates.conf || true").strip())
          .isEqualTo("0");
      assertThat(host.run("find /etc/ssl/certs -xtype l; find /etc/docker -name 'harbor*'"))
          .isEmpty();
      String before = host.run(FINGERPRINT);
      host.run("update-ca-certificates && dpkg-reconfigure -f noninteractive ca-certificates");
      assertThat(host.run(FINGERPRINT)).isEqualTo(before);
    }
    assertThat(servers).noneMatch(TestTlsServer::isTrusted);
    assertThat(remove("--ca", "ca.crt").out()).contains("3 hosts: 3 ok, 0 changed");
  }

  private static CommandLineRun remove(String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("remove", "-i", "hosts.ini", "-F", "none"));
    words.addAll(List.of("--name", "harbor", "--registry", FleetDirectory.REGISTRY));
    words.addAll(List.of(more));
    return CommandLineRun.in(fleet.write()).run(words.toArray(String[]::new));
  }
}
