// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.CaProfile;
import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.FileEntry;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestUser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What a listing says of real Debian hosts: one story, told in order. */
@TestMethodOrder(OrderAnnotation.class)
class ListIT {
  private static final TestCa CA = TestCa.named("Harbor CA");
  private static final TestCa OLD = TestCa.named("Harbor CA");
  private static final TestCa COMPANY = TestCa.named("Company CA");
  private static final TestCa EXPIRED = CaProfile.named("Expired CA").expired().create();
  private static final String MOZILLA = "/usr/share/ca-certificates/mozilla/";
  private static final String LOCAL = "/usr/share/ca-certificates/local/";
  private static final String REGISTRY_CA =
      "/etc/docker/certs.d/" + FleetDirectory.REGISTRY + "/ca.crt";

  @TempDir private static Path directory;
  private static List<TestHost> hosts;
  private static FleetDirectory fleet;

  @BeforeAll
  static void start() {
    hosts = List.of(DebianRelease.values()).stream().map(r -> TestHosts.debian(r).start()).toList();
    fleet =
        new FleetDirectory(directory, CA)
            .host("debian11", hosts.get(0), TestUser.ROOT)
            .host("debian12", hosts.get(1), TestUser.OPS, "ansible_become=true")
            .host("debian13", hosts.get(2), TestUser.ROOT);
  }

  @AfterAll
  static void stop() {
    hosts.forEach(TestHost::close);
  }

  private static List<List<FileEntry>> trees() {
    return hosts.stream().map(TestHost::trustTree).toList();
  }

  private static CommandLineRun list(String... more) throws IOException {
    return CommandLineRun.in(fleet.write())
        .run(
            Stream.concat(Stream.of("list", "-i", "hosts.ini", "-F", "none"), Stream.of(more))
                .toArray(String[]::new));
  }

  @Test
  @Order(1)
  void aDistributionsOwnCertificatesAreLeftOut() throws IOException {
    List<List<FileEntry>> before = trees();
    hosts.forEach(TestHost::resetSshdLog);

    CommandLineRun run = list();

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("No certificate beside those of the distribution.\n\n3 hosts: 3 ok, 0 failed,");
    assertThat(run.exitCode()).isZero();
    assertThat(trees()).isEqualTo(before);
    assertThat(hosts).allSatisfy(host -> assertThat(host.countExecs()).isEqualTo(1));
  }

  @Test
  @Order(2)
  void whatARolloutBroughtIsInOrder() throws IOException {
    assertThat(fleet.run("rollout").exitCode()).isZero();

    CommandLineRun run = list();

    assertThat(run.out())
        .containsPattern(
            """
            CN=Harbor CA
              SHA-256 [0-9a-f]{64}
              on debian\\[11-13\\] \\(3 hosts\\)
                docker      %s
                system      %sharbor.crt

            3 hosts: 3 ok"""
                .formatted(REGISTRY_CA, LOCAL));
  }

  @Test
  @Order(3)
  void whatNobodyWroteDownIsFound() throws IOException {
    hosts.get(0).writeFile(LOCAL + "company.crt", COMPANY.pem());
    hosts
        .get(1)
        .run(
            "echo mozilla/Planted.crt >>/etc/ca-certificates.conf; cat >%sPlanted.crt <<'PEM'\n%sPEM\nupdate-ca-certificates"
                .formatted(MOZILLA, EXPIRED.pem()));
    hosts.get(2).writeFile(REGISTRY_CA, OLD.pem());

    CommandLineRun run = list();

    assertThat(run.out())
        .containsPattern("expired  CN=Expired CA\n.*\n  on debian12\n    system      " + MOZILLA)
        .containsPattern(
            "on debian11\n  "
                + LOCAL
                + "company.crt is not selected \\(no line of /etc/ca-certificates.conf is"
                + " 'local/company.crt'\\): CN=Company CA")
        .containsPattern(
            "on debian13\n  "
                + REGISTRY_CA
                + " has CN=Harbor CA .*; the system store has another certificate with that subject,"
                + " CN=Harbor CA ")
        .contains("3 hosts: 3 ok");
    assertThat(run.exitCode()).isZero();
    assertThat(list("--expires-within", "60d", "-l", "debian12").exitCode()).isEqualTo(3);
    assertThat(list("--expires-within", "60d", "-l", "!debian12").exitCode()).isZero();
  }

  @Test
  @Order(4)
  void aUserWhoIsNotRootIsToldWhatIsClosed() throws IOException {
    hosts.get(1).run("chmod 700 /etc/docker/certs.d");

    CommandLineRun run = list("-l", "debian12", "-e", "ansible_become=false");

    assertThat(run.out())
        .contains("/etc/docker/certs.d")
        .contains("Permission denied")
        .contains("CN=Harbor CA")
        .contains("1 host: 1 ok");
  }
}
