// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.controller.process.Signals;
import dev.hosttrust.controller.report.Progress;

/**
 * Wipes the progress off the terminal before Ctrl-Z stops the process and the shell prompts there.
 * After {@code fg} it is drawn anew.
 */
final class JobControl implements AutoCloseable {
  private final Signals signals = new Signals();

  private JobControl() {}

  /** Listens until it is closed. */
  static JobControl listen(Progress progress) {
    JobControl control = new JobControl();
    if (progress.isShown()) {
      control.signals.on("TSTP", () -> progress.interject(Signals::stopProcess));
    }
    return control;
  }

  @Override
  public void close() {
    signals.close();
  }
}
