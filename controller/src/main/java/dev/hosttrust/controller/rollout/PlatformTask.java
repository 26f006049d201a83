// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Work that only computes, whose caller may be interrupted and go on without it. It runs on a
 * platform thread of its own: computing on virtual threads would hold up the other hosts.
 */
final class PlatformTask {
  private PlatformTask() {}

  /**
   * Computes and waits for the result.
   *
   * @throws InterruptedException if the caller is interrupted; the work is interrupted too, and its
   *     result is dropped if it goes on
   */
  static <T> T compute(String name, Callable<T> work)
      throws InterruptedException, ExecutionException {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofPlatform().daemon().name(name).start(task);
    try {
      return task.get();
    } finally {
      task.cancel(true);
    }
  }
}
