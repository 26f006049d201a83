package dev.hosttrust.controller.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Loads what a rollout loads, so that an AOT cache can be trained on it. */
@Command(name = "warm-up", hidden = true, description = "Trains the AOT cache.")
final class WarmUpCommand implements Callable<Integer> {
  private final Environment environment;

  WarmUpCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    return new DemoCommand(environment).call();
  }
}
