// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.trust.file.FileSpec;
import dev.hosttrust.agent.trust.file.UserPath;
import dev.hosttrust.words.ProblemsException;
import java.io.IOException;
import java.time.InstantSource;

/**
 * The exchange on one connection, for one task on one host: the plugin sends its request, runs each
 * command that it is sent in return and answers with the output, and at last receives the result.
 */
final class Conversation {
  private final Peer peer;
  private final UserPath paths;
  private final InstantSource clock;

  /**
   * @param paths what the user's paths in a spec file stand for
   * @param clock the time of day
   */
  Conversation(Peer peer, UserPath paths, InstantSource clock) {
    this.peer = peer;
    this.paths = paths;
    this.clock = clock;
  }

  /**
   * Serves the connection from the request to the result.
   *
   * @throws IOException if the plugin hung up, or sent something that is no message
   */
  void hold() throws IOException {
    Result result = resultOf(peer.receive());
    peer.send(json -> JsonText.object(json, "result", result::write));
  }

  private Result resultOf(JsonObject request) {
    try {
      Task task = Task.of(request, paths);
      FileSpec checked = task.spec(clock);
      Outcome outcome = task.convergence(checked).run(new ConnectionShell(peer));
      return new Result.OfHost(task, checked, outcome);
    } catch (ProblemsException e) {
      return new Result.Refused(e.problems());
    } catch (RuntimeException e) {
      return new Result.Broken(e);
    }
  }
}
