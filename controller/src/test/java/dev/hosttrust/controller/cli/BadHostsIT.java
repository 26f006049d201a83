// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Hosts that cannot be reached, or cannot be changed: each is named with its reason. */
class BadHostsIT {
  private static final TestHosts DEBIAN = TestHosts.debian(DebianRelease.BOOKWORM);
  private static final TestCa CA = TestCa.named("Harbor CA");
  private static final String STORE = "/usr/share/ca-certificates/local";

  /** All of Debian's CAs, which take up most of a small disk. */
  private static final String SELECT_ALL =
      "cp /root/all-selected.conf /etc/ca-certificates.conf"
          + " && mkdir /etc/ssl/certs && update-ca-certificates --fresh";

  @TempDir private Path directory;

  @Test
  void threeBadHostsAmongFiveLeaveTheOthersAlone() throws IOException {
    try (TestHost good = DEBIAN.start();
        TestHost alsoGood = DEBIAN.start();
        TestHost stopped = DEBIAN.start();
        TestHost changed = DEBIAN.start();
        TestHost refusing = DEBIAN.start()) {
      FleetDirectory fleet =
          new FleetDirectory(directory, CA)
              .host("good", good, TestUser.ROOT)
              .host("also-good", alsoGood, TestUser.OPS, "ansible_become=yes")
              .host("stopped", stopped, TestUser.ROOT)
              .stranger("changed-key", changed, TestUser.ROOT)
              .knownHost(good.hostKeys().getFirst().knownHostsLine("[127.0.0.1]:" + changed.port()))
              .host(
                  "wrong-password",
                  refusing,
                  TestUser.ADMIN,
                  "ansible_become=yes",
                  "ansible_become_password=wrong");
      stopped.stop();

      CommandLineRun run = fleet.run("rollout");

      assertThat(run.out())
          .containsPattern("(?m)^changed +good$")
          .containsPattern("(?m)^changed +also-good$")
          .containsPattern("(?m)^unreachable +stopped +.*connection refused")
          .containsPattern("(?m)^unreachable +changed-key +.*host key.*known_hosts:\\d+")
          .containsPattern("(?m)^failed +wrong-password +.*sudo password.*refused")
          .contains("5 hosts: 0 ok, 2 changed, 1 failed, 2 unreachable");
      assertThat(run.exitCode()).isEqualTo(4);
      assertThat(fleet.run("rollout", "-l", "good,also-good,wrong-password").exitCode())
          .isEqualTo(2);
      assertThat(fleet.run("rollout", "-l", "!stopped:!changed-key:!wrong-password").exitCode())
          .isZero();
    }
  }

  private static Arguments host(String name, TestHosts kind, String script, String message) {
    return Arguments.of(name, kind, script, message);
  }

  static Stream<Arguments> hostsThatCannotBeChanged() {
    return Stream.of(
        host(
            "no update-ca-certificates",
            DEBIAN.withoutCaCertificates(),
            "",
            "update-ca-certificates is missing; install it with 'apt-get install ca-certificates'"),
        host(
            "a link in the place of a directory, where a user can lead it elsewhere",
            DEBIAN,
            "mkdir -p /data/docker && chown nobody /data && ln -s /data/docker /etc/docker",
            "/etc/docker is a symbolic link to /data/docker, and others than root may change /data on"
                + " the way there"),
        host(
            "a directory in the place of the certificate",
            DEBIAN,
            "mkdir -p " + STORE + "/harbor.crt",
            STORE + "/harbor.crt is a directory; move it away"),
        host(
            "another certificate with the base name",
            DEBIAN,
            "mkdir -p /usr/local/share/ca-certificates/old"
                + " && cp /usr/share/ca-certificates/mozilla/ISRG_Root_X1.crt"
                + " /usr/local/share/ca-certificates/old/harbor.crt",
            "/usr/local/share/ca-certificates/old/harbor.crt is there already, and its link"
                + " /etc/ssl/certs/harbor.pem would be that of "
                + STORE
                + "/harbor.crt; choose another name"),
        host(
            "a read-only file system",
            DEBIAN.withReadOnly(STORE),
            "",
            STORE + " cannot be written to; if its file system is mounted read-only, remount it"),
        host(
            "a full file system",
            DEBIAN.withSmallDisk(STORE, 4),
            "head -c 4096 /dev/zero >" + STORE + "/filler",
            "could not write " + STORE + "/harbor.crt: "),
        host(
            "no room for what the tool writes",
            DEBIAN.withSmallDisk("/etc/ssl", 300),
            SELECT_ALL,
            "could not update the system store: "),
        host(
            "a file system that is full halfway through the tool's work",
            DEBIAN.withSmallDisk("/etc/ssl", 500),
            SELECT_ALL,
            "update-ca-certificates failed: "),
        host(
            "a full file system under Docker's directory",
            DEBIAN.withSmallDisk("/etc/docker", 4),
            "head -c 4096 /dev/zero >/etc/docker/filler",
            "could not "));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostsThatCannotBeChanged")
  void aHostThatCannotBeChangedIsLeftAsItWas(
      String name, TestHosts kind, String script, String message) throws IOException {
    try (TestHost host = kind.start()) {
      host.run(script.isEmpty() ? "true" : script);
      List<FileEntry> before = host.trustTree();
      FleetDirectory fleet = new FleetDirectory(directory, CA).host("node", host, TestUser.ROOT);

      CommandLineRun run = fleet.run("rollout");

      assertThat(run.out()).containsPattern("(?m)^failed +node  ").contains(message);
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(host.trustTree()).isEqualTo(before);
    }
  }

  @Test
  void aHostOnWhichTheToolIsAtWorkIsWaitedForUpToItsDeadline() throws IOException {
    try (TestHost host = DEBIAN.start()) {
      host.run(
          "printf '#!/bin/sh\\nsleep 100\\n' >/tmp/update-ca-certificates"
              + " && chmod +x /tmp/update-ca-certificates"
              + " && (setsid /tmp/update-ca-certificates >/dev/null 2>&1 </dev/null &)");
      List<FileEntry> before = host.trustTree();
      FleetDirectory fleet = new FleetDirectory(directory, CA).host("node", host, TestUser.ROOT);

      CommandLineRun run = fleet.run("rollout", "--host-timeout", "20");

      // What follows depends on whether the host or the controller waited at that moment.
      assertThat(run.out())
          .containsPattern(
              "(?m)^failed +node  not done within 20 s \\(--host-timeout\\), part of it waiting for"
                  + " update-ca-certificates \\(process [0-9]+\\)[,;] ");
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(host.trustTree()).isEqualTo(before);
    }
  }
}
