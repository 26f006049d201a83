package dev.hosttrust.playbook;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.spec.CheckedSpec;
import dev.hosttrust.agent.spec.SpecException;
import java.io.IOException;
import java.time.InstantSource;

/**
 * The exchange on one connection, for one task on one host: the plugin sends its request, runs each
 * command that it is sent in return and answers with the output, and at last receives the result.
 */
final class Conversation {
  private final Peer peer;

  Conversation(Peer peer) {
    this.peer = peer;
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
      Task task = Task.of(request);
      CheckedSpec checked = task.spec(InstantSource.system());
      Outcome outcome = task.convergence(checked).run(new ConnectionShell(peer));
      return new Result.OfHost(task, checked, outcome);
    } catch (SpecException e) {
      return new Result.Refused(e.problems());
    } catch (RuntimeException e) {
      return new Result.Broken(e);
    }
  }
}
