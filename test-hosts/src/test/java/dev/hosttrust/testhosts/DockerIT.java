// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.TestDocker.ImageStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the real dockerd of Docker 28 or later reads below {@code /etc/docker/certs.d}: with its own
 * image store the directory {@code HOST:PORT}, with that of containerd what containerd reads.
 */
class DockerIT {
  private static final String DIRECTORY = "/etc/docker/certs.d/";
  private static final String NAME = "registry.example.com";
  private static final TestCa CA = TestCa.named("Test Root");
  private static TestHost host;

  @BeforeAll
  static void start() {
    host = TestHosts.docker().start();
    ServerCertificate certificate = CA.server(NAME);
    TestRegistry.start(host, certificate, 443);
    TestRegistry.start(host, certificate, 8443);
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  @Test
  void withItsOwnImageStoreOneDirectoryCounts() {
    try (TestDocker docker = TestDocker.start(host, ImageStore.GRAPH_DRIVER)) {
      clear();
      assertThat(docker.trusts(NAME)).isFalse();
      put(NAME + "_8443_/ca.crt", CA.pem());
      put("_default/ca.crt", CA.pem());
      assertThat(docker.trusts(NAME + ":8443")).isFalse();
      assertThat(docker.trusts(NAME)).isFalse();
      put(NAME + ":8443/ca.crt", CA.pem());
      put(NAME + "/ca.crt", CA.pem());
      put(NAME + "/hosts.toml", "server = \"https://" + NAME + "\"\n");
      assertThat(docker.trusts(NAME + ":8443")).isTrue();
      assertThat(docker.trusts(NAME)).as("hosts.toml is not read").isTrue();
    }
  }

  @Test
  void withTheImageStoreOfContainerdItsRulesHold() {
    try (TestDocker docker = TestDocker.start(host, ImageStore.CONTAINERD)) {
      clear();
      put("_default/ca.crt", CA.pem());
      assertThat(docker.trusts(NAME)).isTrue();
      host.run("mkdir " + DIRECTORY + NAME);
      assertThat(docker.trusts(NAME)).as("_default is hidden").isFalse();
      put(NAME + "/ca.crt", CA.pem());
      assertThat(docker.trusts(NAME)).isTrue();
      put(NAME + "/hosts.toml", "server = \"https://" + NAME + "\"\n");
      assertThat(docker.trusts(NAME)).as("beside hosts.toml no ca.crt is read").isFalse();

      put(NAME + ":8443/ca.crt", CA.pem());
      assertThat(docker.trusts(NAME + ":8443")).isTrue();
      host.run("mkdir " + DIRECTORY + NAME + "_8443_");
      assertThat(docker.trusts(NAME + ":8443")).as("HOST:PORT is hidden").isFalse();
      put(NAME + "_8443_/ca.crt", CA.pem());
      assertThat(docker.trusts(NAME + ":8443")).isTrue();
    }
  }

  private static void put(String file, String content) {
    host.writeFile(DIRECTORY + file, content);
  }

  private static void clear() {
    host.run("rm -rf " + DIRECTORY);
  }
}
