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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The clients of TLS on a host and what they think of some CAs. Each has its own way to the system
 * store: Java's keystore, the bundle, the hash links.
 */
final class TlsClients implements AutoCloseable {
  private static final String NAME = "registry.example.com";
  private static final int FIRST_PORT = 8443;
  private static final String WITHOUT_JAVA =
      "dpkg --purge --force-depends ca-certificates-java && rm /usr/bin/java";
  private static final String CONFIG =
      """
      version = 2
      [plugins.'io.containerd.grpc.v1.cri'.containerd]
      snapshotter = 'native'
      """;

  /**
   * A certificate that another one signed is an end of the chain for all clients but openssl. From
   * version 3 on, openssl looks through the directory in another way as well.
   */
  private static final String VERIFY =
      """
      verify() {
        store=
        openssl verify -help 2>&1 | grep -q no-CAstore && store=-no-CAstore
        openssl verify -partial_chain $store "$@"
      }
      """;

  /** Who trusts the server of a port; a client that says something else than yes or no fails it. */
  private static final String ASK =
      VERIFY
          + """
          ask() {
            client=$1
            refusal=$2
            shift 2
            if said=$("$@" 2>&1); then
              echo "$client"
            else
              case $said in *"$refusal"*) ;; *) echo "$client said $said" >&2; exit 1 ;; esac
            fi
          }
          ask bundle 'unable to get' verify -no-CApath -CAfile /etc/ssl/certs/ca-certificates.crt /root/%1$d.pem
          ask links 'unable to get' verify -no-CAfile -CApath /etc/ssl/certs /root/%1$d.pem
          ask curl certificate curl -sS https://%2$s:%1$d/v2/
          """;

  private final TestHost host;
  private final TestContainerd containerd;
  private final boolean java;
  private final List<TestCa> cas;

  /**
   * Starts a host that has none of the CAs.
   *
   * @param java whether it has Java and its keystore
   */
  TlsClients(DebianRelease release, boolean java, List<TestCa> cas) {
    this.java = java;
    this.cas = cas;
    host = TestHosts.java(release).start();
    if (!java) {
      host.run(WITHOUT_JAVA);
    }
    host.writeFile("/etc/containerd/config.toml", CONFIG);
    containerd = new TestContainerd(host, "v1alpha2");
    for (TestCa ca : cas) {
      ServerCertificate server = ca.server(NAME);
      TestRegistry.start(host, server, port(ca));
      host.writeFile(leaf(ca), server.certificate());
    }
  }

  TestHost host() {
    return host;
  }

  /** The port of the registry that has its certificate from the CA. */
  private int port(TestCa ca) {
    return FIRST_PORT + cas.indexOf(ca);
  }

  private String leaf(TestCa ca) {
    return "/root/%d.pem".formatted(port(ca));
  }

  /** All of them. */
  Set<String> all() {
    Set<String> all = new HashSet<>(Set.of("bundle", "links", "curl", "skopeo", "containerd"));
    if (java) {
      all.add("Java");
    }
    return all;
  }

  /** Those that trust each of the CAs, in their order. */
  List<Set<String>> trust() {
    String keystore = java ? keystore() : "";
    // It reads the system store when it starts.
    containerd.restart();
    return cas.stream().map(ca -> trust(ca, keystore)).toList();
  }

  private Set<String> trust(TestCa ca, String keystore) {
    String registry = NAME + ":" + port(ca);
    Set<String> trusting =
        host.run(ASK.formatted(port(ca), NAME)).lines().collect(Collectors.toSet());
    if (PullTool.SKOPEO.trusts(host, registry)) {
      trusting.add("skopeo");
    }
    if (isNotFound(containerd.pull(registry + "/app:1"))) {
      trusting.add("containerd");
    }
    if (keystore.contains(ca.fingerprint())) {
      trusting.add("Java");
    }
    return trusting;
  }

  private static boolean isNotFound(String said) {
    if (said.endsWith("not found") == said.contains("x509")) {
      throw new IllegalStateException("containerd said " + said);
    }
    return said.endsWith("not found");
  }

  /** What keytool lists. */
  String keystore() {
    return host.run(
        "keytool -list -cacerts -storepass changeit -J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC");
  }

  /**
   * What lookups of a CA by its hash come to while something is done, one after the other without a
   * pause: {@code trusted} or {@code refused}.
   */
  Set<String> lookups(TestCa ca, Runnable change) {
    host.writeFile(
        "/run/look-up",
        VERIFY
            + """
            while [ ! -e /run/enough ]; do
              if verify -no-CAfile -CApath /etc/ssl/certs %s >/dev/null 2>&1; then echo trusted; else echo refused; fi
            done >/run/lookups
            """
                .formatted(leaf(ca)));
    host.run(
        """
        setsid sh /run/look-up </dev/null >/dev/null 2>&1 &
        until [ -s /run/lookups ]; do sleep 0.02; done
        """);
    change.run();
    return host.run("touch /run/enough; sort -u /run/lookups").lines().collect(Collectors.toSet());
  }

  @Override
  public void close() {
    host.close();
  }
}
