// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which of three directories the real Podman and skopeo read: the first that exists. */
class ContainerToolsIT {
  private static final String USER = "/root/.config/containers/certs.d/";
  private static final String CONTAINERS = "/etc/containers/certs.d/";
  private static final String DOCKER = "/etc/docker/certs.d/";

  @ParameterizedTest
  @EnumSource(
      value = DebianRelease.class,
      names = {"BOOKWORM", "TRIXIE"})
  void theFirstDirectoryThatExistsCountsEvenIfItIsEmpty(DebianRelease release) {
    TestCa ca = TestCa.named("Test Root");
    SoftAssertions softly = new SoftAssertions();
    TestHost host = TestHosts.containerTools(release).shared();
    ServerCertificate certificate = ca.server("registry.example.com");
    try (TestRegistry registry = TestRegistry.start(host, certificate, 443);
        TestRegistry other = TestRegistry.start(host, certificate, 8443)) {
      String name = registry.name();
      String withPort = other.name() + ":8443";
      for (PullTool tool : new PullTool[] {PullTool.SKOPEO, PullTool.PODMAN}) {
        softly.assertThat(tool.trusts(host, name)).as("%s, nothing", tool).isFalse();

        host.writeFile(DOCKER + name + "/ca.crt", ca.pem());
        softly.assertThat(tool.trusts(host, name)).as("%s, Docker's", tool).isTrue();
        softly.assertThat(tool.trusts(host, withPort)).as("%s, another port", tool).isFalse();

        host.run("mkdir -p " + CONTAINERS + name);
        softly.assertThat(tool.trusts(host, name)).as("%s, Docker's hidden", tool).isFalse();

        host.writeFile(CONTAINERS + name + "/ca.crt", ca.pem());
        softly.assertThat(tool.trusts(host, name)).as("%s, its own", tool).isTrue();

        host.run("mkdir -p " + USER + name);
        softly.assertThat(tool.trusts(host, name)).as("%s, both hidden", tool).isFalse();

        host.writeFile(USER + name + "/ca.crt", ca.pem());
        softly.assertThat(tool.trusts(host, name)).as("%s, the user's", tool).isTrue();

        host.run("rm -r /etc/docker " + CONTAINERS + " " + USER);
      }
      softly.assertAll();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DebianRelease.class,
      names = {"BOOKWORM", "TRIXIE"})
  void onlyTheRegistrysOwnNameAndTheEndingCrtCount(DebianRelease release) {
    TestCa ca = TestCa.named("Test Root");
    TestHost host = TestHosts.containerTools(release).shared();
    try (TestRegistry registry =
        TestRegistry.start(host, ca.server("registry.example.com"), 8443)) {
      String registryName = registry.name() + ":8443";

      for (String file :
          new String[] {
            "_default/ca.crt",
            registry.name() + "_8443_/ca.crt",
            registry.name() + "/ca.crt",
            registryName + "/ca.pem"
          }) {
        host.writeFile(DOCKER + file, ca.pem());
        assertThat(PullTool.SKOPEO.trusts(host, registryName)).as(file).isFalse();
      }
      host.writeFile(DOCKER + registryName + "/other.crt", TestCa.named("Other").pem());
      host.writeFile(DOCKER + registryName + "/any-name.crt", ca.pem());
      assertThat(PullTool.SKOPEO.trusts(host, registryName)).isTrue();
    } finally {
      host.run("rm -r /etc/docker");
    }
  }
}
