// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * The containerd of a {@link TestHosts#containerd} host, which Kubernetes' interface CRI is spoken
 * to over its socket, as the kubelet does.
 */
public final class TestContainerd {
  private static final String CONFIG = "/etc/containerd/config.toml";

  private final TestHost host;
  private final String api;

  public TestContainerd(TestHost host) {
    this(host, "v1");
  }

  /**
   * One of another version of CRI.
   *
   * @param api {@code v1}, or {@code v1alpha2}, which the containerd of Debian 11 has alone
   */
  public TestContainerd(TestHost host, String api) {
    this.host = host;
    this.api = api;
  }

  /**
   * A {@code config.toml} for containers, whose file systems the usual snapshotter does not work
   * on.
   *
   * @param registry lines of the table {@code registry} of CRI, TOML with its keys and tables
   *     relative to it
   */
  public static String config(ContainerdRelease release, String registry) {
    String text =
        release.isOne()
            ? """
            version = 2
            [plugins.'io.containerd.grpc.v1.cri'.containerd]
            snapshotter = 'native'
            [plugins.'io.containerd.grpc.v1.cri'.registry]
            """
            : """
            version = 3
            [plugins.'io.containerd.cri.v1.images']
            snapshotter = 'native'
            [plugins.'io.containerd.cri.v1.images'.registry]
            """;
    return text + registry + "\n";
  }

  /**
   * Starts it with another configuration, in place of the one that runs. A plugin that does not
   * come up is no error here.
   *
   * @param config the whole {@code config.toml}
   */
  public void start(String config) {
    host.writeFile(CONFIG, config);
    restart();
  }

  /** Starts it anew with the configuration that is there. */
  public void restart() {
    host.run(
        """
        mkdir -p /run/containerd
        cd /run
        if [ -f containerd.pid ]; then
          kill "$(cat containerd.pid)"
          while kill -0 "$(cat containerd.pid)" 2>/dev/null; do sleep 0.02; done
        fi
        setsid containerd >/var/log/containerd.log 2>&1 </dev/null &
        echo $! >containerd.pid
        until grep -q 'containerd successfully booted' /var/log/containerd.log; do
          kill -0 $! || { cat /var/log/containerd.log >&2; exit 1; }
          sleep 0.02
        done
        """);
  }

  /**
   * Asks it to pull an image, as the kubelet does.
   *
   * @param image such as {@code harbor.test:8443/app:1}, of at most 100 ASCII characters
   * @return why it did not; empty if it did
   */
  public String pull(String image) {
    // A message of gRPC: whether compressed, its length, then PullImageRequest{image{image}}.
    int length = image.length();
    String output =
        host.run(
            """
            cd /run
            printf '\\000\\000\\000\\000\\%03o\\012\\%03o\\012\\%03o%%s' '%s' >pull
            until
              curl -sS -o answer -D headers --http2-prior-knowledge --unix-socket containerd/containerd.sock \\
                -H 'content-type: application/grpc' -H 'te: trailers' --data-binary @pull \\
                http://localhost/runtime.%s.ImageService/PullImage 2>errors &&
                ! grep -q 'not initialized yet' headers
            do
              # A server that refuses before it has read all breaks the stream off, and its word may be lost.
              sleep 0.02
            done
            sed -n 's/\\r$//; s/^grpc-message: //p' headers
            """
                .formatted(length + 4, length + 2, length, image, api));
    return URLDecoder.decode(output.strip().replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
