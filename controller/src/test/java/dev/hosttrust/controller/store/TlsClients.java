// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.store;

import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.PullTool;
import dev.hosttrust.testhosts.ServerCertificate;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.testhosts.TestContainerd;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the clients of TLS on a host with Java think of a CA. Each of them has its own way to the
 * system store: the keystore, the bundle, the hash links.
 */
final class TlsClients implements AutoCloseable {
  private static final String NAME = "registry.example.com";
  private static final int FIRST_PORT = 8443;
  private static final String CONFIG =
      """
      version = 2
      [plugins.'io.containerd.grpc.v1.cri'.containerd]
      snapshotter = 'native'
      """;

  /**
   * Most of the distribution's CAs are not selected, so that updates take a fraction of the time.
   */
  private static final String FEW_CAS =
      """
      awk '/^mozilla/ && ++n > 8 { next } { print }' /etc/ca-certificates.conf >/tmp/conf
      cat /tmp/conf >/etc/ca-certificates.conf
      dpkg-reconfigure -f noninteractive ca-certificates
      """;

  private final TestHost host;
  private final TestContainerd containerd;
  private final Map<TestCa, Integer> ports = new HashMap<>();

  /**
   * @param script run as root before anything else
   */
  TlsClients(DebianRelease release, String script) {
    host = TestHosts.java(release).start();
    host.run(script + FEW_CAS);
    containerd = new TestContainerd(host, "v1alpha2");
    host.writeFile("/etc/containerd/config.toml", CONFIG);
  }

  TestHost host() {
    return host;
  }

  /** The port of a registry that the CA issued the certificate of. */
  private int port(TestCa ca) {
    return ports.computeIfAbsent(ca, this::startRegistry);
  }

  private int startRegistry(TestCa ca) {
    int port = FIRST_PORT + ports.size();
    ServerCertificate server = ca.server(NAME);
    TestRegistry.start(host, server, port);
    host.writeFile("/root/%d.pem".formatted(port), server.certificate());
    return port;
  }

  /** By the name of each client, whether it trusts the CA. */
  SortedMap<String, Boolean> trust(TestCa ca) {
    int port = port(ca);
    String registry = NAME + ":" + port;
    SortedMap<String, Boolean> trust = new TreeMap<>();
    if (hasKeystore()) {
      trust.put("Java", keystore().contains(ca.fingerprint()));
    }
    trust.put(
        "openssl by the bundle",
        verifies("-no-CApath -CAfile /etc/ssl/certs/ca-certificates.crt", port));
    trust.put("openssl by hash links", verifies("-no-CAfile -CApath /etc/ssl/certs", port));
    trust.put("curl", succeeds("curl -sS https://%s/v2/".formatted(registry), "certificate"));
    trust.put("skopeo", PullTool.SKOPEO.trusts(host, registry));
    containerd.restart();
    String said = containerd.pull(registry + "/app:1");
    trust.put("containerd", isNotFound(said));
    return trust;
  }

  private boolean hasKeystore() {
    return host.exec("test -e /etc/ssl/certs/java/cacerts").exit() == 0;
  }

  /** What keytool lists. */
  String keystore() {
    return host.run("keytool -list -cacerts -storepass changeit");
  }

  /** A certificate that another one signed is an end of the chain for all clients but openssl. */
  private boolean verifies(String store, int port) {
    return succeeds(
        "openssl verify -partial_chain %s /root/%d.pem".formatted(store, port), "unable to get");
  }

  private boolean succeeds(String command, String refusal) {
    var output = host.exec(command);
    if (output.exit() != 0 && !output.stderr().contains(refusal)) {
      throw new IllegalStateException(command + " said " + output);
    }
    return output.exit() == 0;
  }

  private static boolean isNotFound(String said) {
    if (said.endsWith("not found") == said.contains("x509")) {
      throw new IllegalStateException("containerd said " + said);
    }
    return said.endsWith("not found");
  }

  @Override
  public void close() {
    host.close();
  }
}
