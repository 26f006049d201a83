// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import java.util.List;
import java.util.Optional;

/** Requests as the tests need them. */
final class TestRequests {

  private TestRequests() {}

  /** A host of which nothing but its name is known. */
  static ConnectionRequest of(String name) {
    return new ConnectionRequest(
        name, name, null, null, null, Optional.empty(), List.of(), null, null);
  }
}
