// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.pause.ContinueTask;
import dev.hosttrust.controller.process.Environment;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Ends the pause of a rollout in another terminal. */
@Command(
    name = "continue",
    customSynopsis = "hosttrust continue [ID]",
    description = {
      "Ends the wait of a rollout between two batches (--pause).",
      "It must be a rollout of the same user on this machine.",
    },
    exitCodeList = {"0:it goes on", "5:no such rollout waits"})
final class ContinueCommand implements Callable<Integer> {
  private final Environment environment;

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "The rollout's id, which it says; not needed where only one waits.")
  private @Nullable String id;

  ContinueCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    return new ContinueTask(environment).run(Optional.ofNullable(id));
  }
}
