// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.process.Signals;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A look at something beside the hosts, which Ctrl-C ends at once. */
final class InterruptedLook {
  private InterruptedLook() {}

  /** What may take its time, and ends soon after its thread is interrupted. */
  interface Look<T> {
    T look() throws InterruptedException;
  }

  /** What was seen; empty if a signal asked for the end meanwhile. */
  static <T> Optional<T> at(Environment environment, Look<T> look) throws InterruptedException {
    AtomicBoolean caught = new AtomicBoolean();
    Thread looking = Thread.currentThread();
    Runnable end =
        () -> {
          caught.set(true);
          environment.errors().println("hosttrust: interrupted");
          looking.interrupt();
        };
    try (Signals _ = new Signals().on("INT", end).on("TERM", end).on("HUP", end)) {
      return Optional.of(look.look());
    } catch (InterruptedException e) {
      if (caught.get()) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
