// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

/**
 * A Docker engine in a {@link TestHosts#docker} host. It pulls, and runs no containers: it has no
 * network of its own and no rights to mount.
 */
public final class TestDocker implements AutoCloseable {

  /** Where the engine keeps images, which decides by whose rules it reads {@code certs.d}. */
  public enum ImageStore {
    /** Docker's own, by graph drivers: the default up to Docker 28. */
    GRAPH_DRIVER("--storage-driver=vfs"),
    /** That of containerd, whose rules for {@code certs.d} hold then. */
    CONTAINERD("--storage-driver=native --feature containerd-snapshotter=true");

    private final String options;

    ImageStore(String options) {
      this.options = options;
    }
  }

  private final TestHost host;

  private TestDocker(TestHost host) {
    this.host = host;
  }

  /** Starts the one engine of a host. */
  public static TestDocker start(TestHost host, ImageStore store) {
    host.run(
        """
        setsid dockerd --bridge=none --iptables=false --ip6tables=false %s >/run/dockerd.log 2>&1 </dev/null &
        pid=$!
        until docker info >/dev/null 2>&1; do
          kill -0 $pid || { cat /run/dockerd.log >&2; exit 1; }
          sleep 0.05
        done
        """
            .formatted(store.options));
    return new TestDocker(host);
  }

  /** Whether the engine trusts a registry; see {@link PullTool#trusts}. */
  public boolean trusts(String registry) {
    return PullTool.DOCKER.trusts(host, registry);
  }

  /** Ends the engine. */
  @Override
  public void close() {
    host.run(
        """
        pid=$(cat /run/docker.pid)
        kill $pid
        while kill -0 $pid 2>/dev/null; do sleep 0.05; done
        """);
  }
}
