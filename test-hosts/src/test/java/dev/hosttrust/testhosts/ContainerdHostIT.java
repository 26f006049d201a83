// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContainerdHostIT {
  private static final TestCa CA = TestCa.named("Registry CA");

  @ParameterizedTest
  @EnumSource
  void aPullEndsAsTheCertificateIsTrusted(ContainerdRelease release) {
    try (TestHost host = TestHosts.containerd(release).start()) {
      TestRegistry registry = TestRegistry.start(host, CA.server("harbor.test"), 8443);
      TestContainerd containerd = new TestContainerd(host);
      containerd.start(TestContainerd.config(release, "config_path = '/etc/containerd/certs.d'"));

      assertThat(containerd.pull("harbor.test:8443/app:1")).contains("x509");
      assertThat(registry.requests()).isEmpty();

      host.writeFile("/etc/containerd/certs.d/harbor.test:8443/ca.crt", CA.pem());

      assertThat(containerd.pull("harbor.test:8443/app:1")).endsWith("/app:1: not found");
      assertThat(registry.requests()).contains("HEAD /v2/app/manifests/1 HTTP/1.1");
    }
  }

  @ParameterizedTest
  @EnumSource
  void withoutItsPluginContainerdDoesNotPull(ContainerdRelease release) {
    try (TestHost host = TestHosts.containerd(release).start()) {
      TestContainerd containerd = new TestContainerd(host);
      containerd.start("version = 2\ndisabled_plugins = ['io.containerd.grpc.v1.cri']\n");

      assertThat(containerd.pull("harbor.test:8443/app:1")).contains("unknown service");
    }
  }
}
