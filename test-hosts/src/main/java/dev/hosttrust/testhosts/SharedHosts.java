// SPDX-License-Identifier: Apache-2.0
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
    // Testcontainers removes it when the JVM ends, as all that it started.
    return kind.start().asShared();
  }
}
