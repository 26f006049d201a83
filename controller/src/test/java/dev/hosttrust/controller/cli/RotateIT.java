// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.KeyType;
import dev.hosttrust.testhosts.LocalTlsServer;
import dev.hosttrust.testhosts.Patience;
import dev.hosttrust.testhosts.SshClient;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestKeys;
import dev.hosttrust.testhosts.TestUser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A rotation of a whole fleet: four real hosts, one TLS server, and on each host a client that
 * shakes hands with it all the while.
 */
class RotateIT {
  private static final String NAME = "harbor.example.com";

  private static final TestCa OLD = TestCa.named("Harbor CA");

  /** Of the same subject, so that a lookup by hash has to find both by one hash. */
  private static final TestCa NEW = TestCa.named("Harbor CA");

  /**
   * Looks the CA up in the bundle and by the hash links in turn, four times a second and more. The
   * port leads through the SSH connection to the server.
   */
  private static final String CLIENT =
      """
      while [ ! -e /run/enough ]; do
        for store in '-no-CApath -CAfile /etc/ssl/certs/ca-certificates.crt' '-no-CAfile -CApath /etc/ssl/certs'; do
          if openssl s_client -connect 127.0.0.1:8443 -servername %1$s -verify_hostname %1$s \\
            -verify_return_error $store </dev/null >/run/last 2>&1
          then echo trusted; else echo "refused with $store"; cat /run/last; fi >>/run/handshakes
          sleep 0.2
        done
      done
      """
          .formatted(NAME);

  /** Stands in for CRI-O: what counts of a daemon is its name, and when it started. */
  private static final String DAEMON =
      """
      cp /bin/sleep /usr/local/bin/crio 2>/dev/null || true
      pkill -x crio || true
      setsid crio 1000 </dev/null >/dev/null 2>&1 &
      """;

  @TempDir private static Path directory;
  private static final List<Process> clients = new ArrayList<>();
  private static List<TestHost> hosts;
  private static FleetDirectory fleet;
  private static LocalTlsServer server;

  @BeforeAll
  static void start() throws IOException {
    hosts =
        Stream.concat(Arrays.stream(DebianRelease.values()), Stream.of(DebianRelease.BOOKWORM))
            .map(release -> TestHosts.debian(release).start())
            .toList();
    fleet = new FleetDirectory(directory, OLD);
    NEW.writeTo(directory.resolve("new.crt"));
    for (int i = 0; i < hosts.size(); i++) {
      fleet.host("node" + (i + 1), hosts.get(i), TestUser.ROOT);
    }
    server = LocalTlsServer.start(OLD.server(NAME));
    assertThat(fleet.run("rollout").exitCode()).isZero();
    for (TestHost host : hosts) {
      clients.add(
          SshClient.knowing(host)
              .key(TestKeys.shared().plain(KeyType.ED25519))
              .option("ExitOnForwardFailure=yes")
              .option("RemoteForward=127.0.0.1:8443 " + server.address())
              .start(host, TestUser.ROOT, CLIENT));
    }
  }

  @AfterAll
  static void stop() {
    clients.forEach(Process::destroy);
    hosts.forEach(TestHost::close);
    server.close();
  }

  private static List<String> handshakes(TestHost host) {
    return host.run("cat /run/handshakes 2>/dev/null || true").lines().toList();
  }

  /** Waits until each client has looked the CA up in both ways since now. */
  private static void awaitClients() {
    for (TestHost host : hosts) {
      int before = handshakes(host).size();
      Patience.until(
          () -> handshakes(host).size() >= before + 3, () -> handshakes(host).toString());
    }
  }

  private static CommandLineRun rotate(String step, String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("rotate", step, "-i", "hosts.ini", "-F", "none"));
    words.addAll(List.of("--name", "harbor", "--ca", "new.crt", "--previous", "ca.crt"));
    words.addAll(List.of("--registry", FleetDirectory.REGISTRY, "--connect", server.address()));
    words.addAll(List.of(more));
    return CommandLineRun.in(fleet.write()).run(words.toArray(String[]::new));
  }

  @Test
  void noHandshakeFailsFromTheFirstStepToTheLast() throws IOException {
    hosts.getFirst().run(DAEMON);
    awaitClients();
    assertThat(rotate("finish").exitCode()).isEqualTo(6);

    CommandLineRun added = rotate("add", "--serial", "1,100%");
    assertThat(added.exitCode()).as(added.out() + added.err()).isEqualTo(6);
    assertThat(added.out())
        .contains("4 of 4 trust both: node[1-4]")
        .contains("crio started before and does not see the new CA: node1")
        .contains("'hosttrust rotate add --restart crio'");
    assertBothAreFound();
    awaitClients();

    server.serve(NEW.server(NAME));
    CommandLineRun unseen = rotate("finish");
    assertThat(unseen.exitCode()).as(unseen.out() + unseen.err()).isEqualTo(6);
    assertThat(unseen.out()).contains("crio started before and does not see the new CA: node1");
    server.serve(OLD.server(NAME));

    hosts.getFirst().run(DAEMON);
    CommandLineRun seen = rotate("add");
    assertThat(seen.exitCode()).as(seen.out() + seen.err()).isZero();
    awaitClients();

    CommandLineRun tooEarly = rotate("finish");
    assertThat(tooEarly.exitCode()).isEqualTo(6);
    assertThat(tooEarly.out()).contains("still serves the old CA's chain");

    server.serve(NEW.server(NAME));
    awaitClients();
    CommandLineRun finished = rotate("finish");
    assertThat(finished.exitCode()).as(finished.out() + finished.err()).isZero();
    assertThat(finished.out())
        .contains("4 of 4 trust the new CA alone: node[1-4]")
        .contains("crio started before and still trusts the old CA: node1");
    awaitClients();

    for (TestHost host : hosts) {
      assertThat(handshakes(host)).containsOnly("trusted");
    }
    server.serve(OLD.server(NAME));
    for (TestHost host : hosts) {
      Patience.until(
          () -> {
            List<String> all = handshakes(host);
            return all.stream().anyMatch(line -> line.startsWith("refused with -no-CApath"))
                && all.stream().anyMatch(line -> line.startsWith("refused with -no-CAfile"));
          },
          () -> handshakes(host).toString());
      host.run("touch /run/enough");
    }
  }

  /** openssl verifies a certificate of either CA, by the bundle and by the hash links. */
  private static void assertBothAreFound() {
    for (TestHost host : hosts) {
      for (TestCa ca : List.of(OLD, NEW)) {
        host.writeFile("/run/leaf.pem", ca.server(NAME).certificate());
        assertThat(
                host.run(
                    "openssl verify -no-CAfile -CApath /etc/ssl/certs /run/leaf.pem;"
                        + " openssl verify -no-CApath -CAfile /etc/ssl/certs/ca-certificates.crt"
                        + " /run/leaf.pem"))
            .isEqualTo("/run/leaf.pem: OK\n/run/leaf.pem: OK\n");
      }
    }
  }
}
