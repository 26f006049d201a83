// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

/**
 * A host in a container has no systemd, so a script stands in for {@code systemctl}, which stops
 * and starts a real daemon. It knows a single service.
 */
public final class StandInSystemctl {
  private StandInSystemctl() {}

  /**
   * Puts it on a host.
   *
   * @param service its name, without an ending
   * @param pidFile where the number of its process is
   * @param start how to start it, in sh
   */
  public static void on(TestHost host, String service, String pidFile, String start) {
    host.writeFile(
        "/usr/local/bin/systemctl",
        """
        #!/bin/sh
        [ "$2" = %1$s.service ] || exit 5
        pid=$(cat %2$s)
        case $1 in
          is-active) kill -0 $pid ;;
          restart)
            kill $pid
            while kill -0 $pid 2>/dev/null; do sleep 0.02; done
            %3$s
            ;;
        esac
        """
            .formatted(service, pidFile, start),
        0755);
  }

  /** For containerd, as {@link TestContainerd} starts it. */
  public static void ofContainerd(TestHost host) {
    on(
        host,
        "containerd",
        "/run/containerd.pid",
        "cd /run; setsid containerd >/var/log/containerd.log 2>&1 </dev/null & echo $! >containerd.pid");
  }
}
