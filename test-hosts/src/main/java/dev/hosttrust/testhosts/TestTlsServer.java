// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

/**
 * A TLS server inside a host, with which the host's own openssl shows whether it trusts the
 * server's CA. It ends when it is closed.
 */
public final class TestTlsServer implements AutoCloseable {
  private static final String DIRECTORY = "/run/test-tls-";

  private final TestHost host;
  private final ServerCertificate certificate;
  private final int port;

  private TestTlsServer(TestHost host, ServerCertificate certificate, int port) {
    this.host = host;
    this.certificate = certificate;
    this.port = port;
  }

  /**
   * Starts the server on 127.0.0.1 of the host.
   *
   * @param port a port that is free on the host, 1 to 65535
   */
  public static TestTlsServer start(TestHost host, ServerCertificate certificate, int port) {
    String directory = DIRECTORY + port;
    host.writeFile(directory + "/cert.pem", certificate.certificate());
    host.writeFile(directory + "/chain.pem", certificate.intermediates());
    host.writeFile(directory + "/key.pem", certificate.key(), 0600);
    host.run(
        """
        cd %s
        set -- -accept 127.0.0.1:%d -cert cert.pem -key key.pem -www
        [ ! -s chain.pem ] || set -- "$@" -cert_chain chain.pem
        setsid openssl s_server "$@" >log 2>&1 </dev/null &
        echo $! >pid
        until grep -q ACCEPT log; do
          kill -0 "$(cat pid)" || { cat log >&2; exit 1; }
          sleep 0.05
        done
        """
            .formatted(directory, port));
    return new TestTlsServer(host, certificate, port);
  }

  /** The port on 127.0.0.1 of the host. */
  int port() {
    return port;
  }

  /** The file on the host with what the server prints, its errors included. */
  String log() {
    return DIRECTORY + port + "/log";
  }

  /**
   * Connects with {@code openssl s_client} from inside the host, with the host's own trust store
   * and the server's name checked.
   *
   * @return exit 0 where the chain verifies; the output has openssl's {@code Verify return code}
   */
  public ExecOutput verify() {
    return host.exec(
        "openssl s_client -connect 127.0.0.1:%d -servername %2$s -verify_hostname %2$s -verify_return_error </dev/null"
            .formatted(port, certificate.dnsName()));
  }

  /** Whether {@link #verify} succeeds. */
  public boolean isTrusted() {
    return verify().exit() == 0;
  }

  /** Ends the server and removes its files. */
  @Override
  public void close() {
    host.exec("kill $(cat %1$s/pid); rm -rf %1$s".formatted(DIRECTORY + port));
  }
}
