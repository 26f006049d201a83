// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.controller.process.ExitCode;
import dev.hosttrust.controller.process.Signals;
import dev.hosttrust.controller.report.Lines;
import dev.hosttrust.controller.report.Progress;
import dev.hosttrust.controller.rollout.Stop;
import dev.hosttrust.inventories.nodeset.NameFolding;
import dev.hosttrust.inventories.nodeset.NodeSet;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Turns Ctrl-C, SIGTERM and SIGHUP into an orderly end, and a second one of the first two into an
 * end at once. A terminal that is closed may well send SIGHUP twice.
 */
final class Interrupts implements AutoCloseable {
  private static final Duration ABANDONING = Duration.ofSeconds(1);

  private final Stop stop;
  private final Lines err;
  private final Progress progress;
  private final Supplier<List<String>> changing;
  private final Runnable abandon;
  private final Signals signals = new Signals();

  private Interrupts(
      Stop stop, Lines err, Progress progress, Supplier<List<String>> changing, Runnable abandon) {
    this.abandon = abandon;
    this.stop = stop;
    this.err = err;
    this.progress = progress;
    this.changing = changing;
  }

  /**
   * Listens until it is closed.
   *
   * @param progress gets out of the way of what is said
   * @param changing the hosts that are being changed at the moment
   * @param abandon takes away what must not stay on this machine where the process ends at once
   */
  static Interrupts listen(
      Stop stop, Lines err, Progress progress, Supplier<List<String>> changing, Runnable abandon) {
    Interrupts interrupts = new Interrupts(stop, err, progress, changing, abandon);
    for (String name : List.of("INT", "TERM", "HUP")) {
      interrupts.signals.on(name, () -> interrupts.caught(name));
    }
    return interrupts;
  }

  private void caught(String signal) {
    if (!stop.requested()) {
      say(
          "interrupted; "
              + named("no host is being changed", "these are being changed and finish: ")
              + "; no other is begun (press Ctrl-C again to stop at once)");
      stop.request();
    } else if (!signal.equals("HUP")) {
      say(
          "ended at once; "
              + named(
                  "no host was being changed",
                  "these hosts were being changed, and finish or undo that by themselves; run again to"
                      + " see: "));
      abandonQuickly(abandon);
      Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }
  }

  /** Whatever it meets, the process ends. */
  static void abandonQuickly(Runnable abandon) {
    Thread thread = Thread.ofPlatform().daemon().start(abandon);
    try {
      thread.join(ABANDONING);
    } catch (InterruptedException e) {
      // the end comes even sooner
    }
  }

  private void say(String text) {
    progress.interject(
        () -> {
          err.println("");
          err.println("hosttrust: " + text);
          err.flush();
        });
  }

  private String named(String none, String some) {
    List<String> hosts = NameFolding.fold(changing.get()).stream().map(NodeSet::toString).toList();
    return hosts.isEmpty() ? none : some + String.join(", ", hosts);
  }

  /** Puts back what was there before. */
  @Override
  public void close() {
    signals.close();
  }
}
