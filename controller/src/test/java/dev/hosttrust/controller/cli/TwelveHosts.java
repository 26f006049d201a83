// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.StandInSystemctl;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Twelve real hosts that count what is done to them. Each has a process by the name of containerd,
 * which owes a restart after a change.
 */
record TwelveHosts(List<TestHost> hosts) implements AutoCloseable {
  private static final int HOSTS = 12;
  private static final String STARTS = "/var/log/starts";
  private static final String ADDED = "/var/log/added";
  private static final String START =
      "echo started >>%s; setsid containerd infinity >/dev/null 2>&1 </dev/null & echo $!"
              .formatted(STARTS)
          + " >/run/containerd.pid";

  /** update-ca-certificates(8) tells a hook of each certificate that came or went. */
  private static final String HOOK = "#!/bin/sh\ncat >>" + ADDED + "\n";

  static TwelveHosts start() throws Exception {
    List<TestHost> hosts = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<TestHost> one = TwelveHosts::startOne;
      List<Future<TestHost>> starts =
          IntStream.range(0, HOSTS).mapToObj(n -> threads.submit(one)).toList();
      for (Future<TestHost> start : starts) {
        hosts.add(start.get());
      }
    }
    return new TwelveHosts(hosts);
  }

  private static TestHost startOne() {
    TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).start();
    StandInSystemctl.on(host, "containerd", "/run/containerd.pid", START);
    host.run("cp /bin/sleep /usr/local/bin/containerd; " + START);
    host.writeFile("/etc/ca-certificates/update.d/count", HOOK, 0755);
    return host;
  }

  /** The first host is number 1. */
  TestHost host(int number) {
    return hosts.get(number - 1);
  }

  /** How often each host's store took the anchor in. */
  List<Long> added(String anchor) {
    return hosts.stream()
        .map(host -> host.exec("cat " + ADDED).stdout().lines())
        .map(lines -> lines.filter(("+/etc/ssl/certs/" + anchor + ".pem")::equals).count())
        .toList();
  }

  /** How often each host's containerd was started, and forgets about it. */
  List<Long> starts() {
    return hosts.stream()
        .map(host -> host.exec("cat %1$s; rm -f %1$s".formatted(STARTS)).stdout().lines().count())
        .toList();
  }

  @Override
  public void close() {
    hosts.forEach(TestHost::close);
  }
}
