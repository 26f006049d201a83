// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import dev.hosttrust.controller.report.Status;
import dev.hosttrust.controller.rollout.Recap;

/** How many hosts had an outcome. */
final class StatusCount {
  private StatusCount() {}

  static int of(Recap recap, Status status) {
    return switch (status) {
      case OK -> recap.ok();
      case CHANGED -> recap.changed();
      case WOULD_CHANGE -> recap.wouldChange();
      case FAILED -> recap.failed();
      case UNREACHABLE -> recap.unreachable();
      case SKIPPED -> recap.skipped();
    };
  }
}
