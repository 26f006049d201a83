// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import java.util.List;

/**
 * A registry without images inside a {@link TestHosts#containerd} host: it answers 404 over TLS, so
 * that a pull ends in "not found" where its certificate is trusted.
 */
public final class TestRegistry {
  private final TestHost host;
  private final String directory;

  private TestRegistry(TestHost host, String directory) {
    this.host = host;
    this.directory = directory;
  }

  /**
   * Starts it on 127.0.0.1 of the host, under the name of its certificate. It ends with the host.
   *
   * @param port a port that is free on the host, 1 to 65535
   */
  public static TestRegistry start(TestHost host, ServerCertificate certificate, int port) {
    String directory = "/run/test-registry-" + port;
    host.writeFile(directory + "/cert.pem", certificate.certificate());
    host.writeFile(directory + "/key.pem", certificate.key(), 0600);
    host.run(
        """
        echo 127.0.0.1 %1$s >>/etc/hosts
        cd %2$s
        setsid python3 /usr/local/lib/registry.py %3$d cert.pem key.pem >log 2>errors </dev/null &
        until grep -q ready log; do
          kill -0 $! || { cat errors >&2; exit 1; }
          sleep 0.02
        done
        """
            .formatted(certificate.dnsName(), directory, port));
    return new TestRegistry(host, directory);
  }

  /** The first lines of the requests that came, such as {@code HEAD /v2/a/manifests/1 HTTP/1.1}. */
  public List<String> requests() {
    return host.readFile(directory + "/log").lines().skip(1).toList();
  }
}
