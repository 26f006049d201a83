package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.rollout.Stop;
import java.io.PrintWriter;

/** Turns Ctrl-C and SIGTERM into an orderly end, and a second one into an end at once. */
final class Interrupts implements AutoCloseable {
  private final Stop stop;
  private final PrintWriter err;
  private final Signals signals = new Signals();

  private Interrupts(Stop stop, PrintWriter err) {
    this.stop = stop;
    this.err = err;
  }

  /** Listens until it is closed. */
  static Interrupts listen(Stop stop, PrintWriter err) {
    Interrupts interrupts = new Interrupts(stop, err);
    interrupts.signals.on("INT", interrupts::caught).on("TERM", interrupts::caught);
    return interrupts;
  }

  private void caught() {
    if (stop.requested()) {
      Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }
    err.println(
        "\nhosttrust: interrupted; hosts that are being changed finish, no other is begun (again:"
            + " end at once)");
    err.flush();
    stop.request();
  }

  /** Puts back what was there before. */
  @Override
  public void close() {
    signals.close();
  }
}
