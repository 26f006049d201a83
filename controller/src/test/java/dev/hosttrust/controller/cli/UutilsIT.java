// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestUser;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host whose coreutils and sudo are those written in Rust, as on Ubuntu 25.10. */
class UutilsIT {
  @TempDir private Path directory;

  @Test
  void becomesWhatAnyOtherHostBecomes() throws IOException {
    TestCa first = TestCa.named("Harbor CA");
    TestCa second = TestCa.named("Next Harbor CA");
    try (TestHost rust = TestHosts.sudoRs().start();
        TestHost gnu = TestHosts.debian(DebianRelease.TRIXIE).start()) {
      rust.run("ln -s " + TestHosts.UUTILS + "/* /usr/local/bin/");
      assertThat(rust.run("stat --version")).contains("stat 0.0.30");

      assertThat(rollout(first, rust, gnu)).contains("2 hosts: 0 ok, 2 changed");
      assertThat(rollout(first, rust, gnu)).contains("2 hosts: 2 ok, 0 changed");
      assertThat(rollout(second, rust, gnu))
          .contains("2 hosts: 0 ok, 2 changed", "rust  replaces CN=Harbor CA ");
      rust.run("rm /etc/ssl/certs/ca-certificates.crt");
      assertThat(rollout(second, rust, gnu)).contains("2 hosts: 1 ok, 1 changed");

      assertThat(rust.trustTree()).isEqualTo(gnu.trustTree());
    }
  }

  private String rollout(TestCa ca, TestHost rust, TestHost gnu) throws IOException {
    return new FleetDirectory(directory, ca)
        .host("rust", rust, TestUser.OPS)
        .host("gnu", gnu, TestUser.OPS)
        .run("rollout", "--become")
        .out();
  }
}
