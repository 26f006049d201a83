// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real ssh-agent with keys in it; it ends when it is closed. */
public final class TestAgent implements AutoCloseable {
  private final Process process;
  private final Path socket;

  private TestAgent(Process process, Path socket) {
    this.process = process;
    this.socket = socket;
  }

  /**
   * Starts an agent that holds these keys.
   *
   * @param keys keys without a passphrase
   */
  public static TestAgent with(SshKey... keys) {
    Path socket = TempDirectories.create("agent").resolve("socket");
    ProcessBuilder builder =
        new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      TestAgent agent = new TestAgent(builder.start(), socket);
      agent.awaitAnswer();
      for (SshKey key : keys) {
        ExecOutput added = agent.sshAdd("-q", key.path().toString());
        if (added.exit() != 0) {
          agent.close();
          throw new IllegalStateException("ssh-add: " + added.stderr());
        }
      }
      return agent;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The socket to name in {@code SSH_AUTH_SOCK} or {@code IdentityAgent}. */
  public Path socket() {
    return socket;
  }

  /** Ends the agent; the socket file goes with it. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }

  /** {@code ssh-add -l} exits 2 while no agent answers (ssh-add(1)). */
  private void awaitAnswer() {
    Patience.until(
        () -> sshAdd("-l").exit() != 2 || !process.isAlive(), () -> "no answer at " + socket);
    if (!process.isAlive()) {
      throw new IllegalStateException("ssh-agent ended with " + process.exitValue());
    }
  }

  private ExecOutput sshAdd(String... arguments) {
    List<String> command = new ArrayList<>(List.of("ssh-add"));
    command.addAll(List.of(arguments));
    return LocalProcess.exec(command, Map.of("SSH_AUTH_SOCK", socket.toString()));
  }
}
