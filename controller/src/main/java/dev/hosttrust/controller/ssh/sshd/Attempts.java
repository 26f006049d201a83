// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.sshd;

import java.util.ArrayList;
import java.util.List;

/** What was tried at a login and what the host said it would take; for the message. */
final class Attempts {
  private final List<String> keys = new ArrayList<>();
  private String methods = "";

  synchronized List<String> keys() {
    return List.copyOf(keys);
  }

  /** The methods that can continue, as in the host's last refusal (RFC 4252, section 5.1). */
  synchronized String methods() {
    return methods;
  }

  synchronized void refused(String serverMethods) {
    methods = serverMethods;
  }

  synchronized void offered(String key) {
    if (!keys.contains(key)) {
      keys.add(key);
    }
  }
}
