// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import java.util.List;

/**
 * A registry without images inside a host: it answers 404 over TLS, so that a pull ends in "not
 * found" where its certificate is trusted.
 */
public final class TestRegistry implements AutoCloseable {
  private final TestHost host;
  private final ServerCertificate certificate;
  private final String directory;

  private TestRegistry(TestHost host, ServerCertificate certificate, String directory) {
    this.host = host;
    this.certificate = certificate;
    this.directory = directory;
  }

  /**
   * Starts it under the name of its certificate on the host's own address: what is on 127.0.0.1 is
   * not verified by Docker. It ends with the host, or before.
   *
   * @param port a port that is free on the host, 1 to 65535
   */
  public static TestRegistry start(TestHost host, ServerCertificate certificate, int port) {
    String directory = "/run/test-registry-" + port;
    host.writeFile(directory + "/registry.py", HostImage.read("registry.py"));
    host.writeFile(directory + "/cert.pem", certificate.certificate());
    host.writeFile(directory + "/key.pem", certificate.key(), 0600);
    host.run(
        """
        echo "$(hostname -i) %1$s" >>/etc/hosts
        cd %2$s
        setsid python3 registry.py %3$d cert.pem key.pem >log 2>errors </dev/null &
        echo $! >pid
        until grep -q ready log; do
          kill -0 $! || { cat errors >&2; exit 1; }
          sleep 0.02
        done
        """
            .formatted(certificate.dnsName(), directory, port));
    return new TestRegistry(host, certificate, directory);
  }

  /** The DNS name that its certificate is for. */
  public String name() {
    return certificate.dnsName();
  }

  /** The first lines of the requests that came, such as {@code HEAD /v2/a/manifests/1 HTTP/1.1}. */
  public List<String> requests() {
    return host.readFile(directory + "/log").lines().skip(1).toList();
  }

  /** Ends it. */
  @Override
  public void close() {
    // /etc/hosts is a mount in a container: it can be written to, and not be replaced.
    host.exec(
        """
        kill $(cat %1$s/pid)
        rm -rf %1$s
        hosts=$(awk '$2 != "%2$s" || gone++' /etc/hosts)
        printf '%%s\\n' "$hosts" >/etc/hosts
        """
            .formatted(directory, certificate.dnsName()));
  }
}
