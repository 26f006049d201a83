// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.sshd.server.command.AbstractCommandSupport;

/** A command of an SSH client that is sent a program, and gives its answer. */
final class ReplayedCommand extends AbstractCommandSupport {
  private final Answers answers;

  ReplayedCommand(String command, Answers answers) {
    super(command, null);
    this.answers = answers;
  }

  @Override
  public void run() {
    try {
      String program = new String(getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Answers.Answer answer = answers.of(getCommand(), program);
      getOutputStream().write(answer.out().getBytes(StandardCharsets.UTF_8));
      getOutputStream().flush();
      onExit(answer.status());
    } catch (IOException | RuntimeException e) {
      onExit(126, e.toString());
    }
  }
}
