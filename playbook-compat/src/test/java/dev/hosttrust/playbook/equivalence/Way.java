// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook.equivalence;

import java.util.Locale;

/** The ways to the wanted trust that are compared; each has hosts of its own. */
enum Way {
  /** The role {@code hosttrust.trust.reference}, run by the real {@code ansible-playbook}. */
  TASKS,
  /** The command line. */
  ROLLOUT,
  /** {@code hosttrust.trust.anchor}, run by the real {@code ansible-playbook}. */
  MODULE;

  /** As in names of groups and hosts. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
