package dev.hosttrust.testhosts;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The hosts that the tests of one JVM share, one of a kind. */
final class SharedHosts {
  private static final Map<TestHosts, TestHost> HOSTS = new ConcurrentHashMap<>();

  private SharedHosts() {}

  static TestHost get(TestHosts kind) {
    return HOSTS.computeIfAbsent(kind, SharedHosts::start);
  }

  private static TestHost start(TestHosts kind) {
    TestHost host = kind.start();
    // Ryuk, which would do this from outside, needs an image of its own.
    Runtime.getRuntime().addShutdownHook(new Thread(host::remove, "remove a shared test host"));
    return host.asShared();
  }
}
