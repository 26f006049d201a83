// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.demo;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.server.ServerBuilder;

/**
 * Many hosts in this process with no work behind them, to measure what they cost their controller.
 * Each has a port and a key of its own; all share the tree of the demo's first host, which is new.
 * The first that is sent a program runs it, the others give the same {@link Answers answer}.
 */
public final class ManyHosts implements AutoCloseable {
  private final ManyPorts server;
  private final Answers answers;

  private ManyHosts(ManyPorts server, Answers answers) {
    this.server = server;
    this.answers = answers;
  }

  /**
   * Starts them in place of the demo's hosts in {@code inventory.ini}, whose key they let in.
   *
   * @param count how many, at least 1
   */
  public static ManyHosts start(DemoFleet fleet, int count)
      throws IOException, GeneralSecurityException {
    Answers answers = new Answers();
    ManyPorts server = (ManyPorts) ServerBuilder.builder().factory(ManyPorts::new).build();
    server.setPublickeyAuthenticator(
        (user, key, session) -> KeyUtils.compareKeys(key, fleet.login()));
    server.setCommandFactory((channel, command) -> new ReplayedCommand(command, answers));
    List<String> hosts = new ArrayList<>();
    List<String> known = new ArrayList<>();
    String name = "node%0" + Integer.toString(count).length() + "d";
    for (KeyPair key : server.listen(count)) {
      hosts.add(
          fleet.inventoryLine(
              name.formatted(hosts.size() + 1), server.port(key), DemoFleet.NEW_HOST));
      known.add(EmbeddedHost.knownHost(server.port(key), key.getPublic()));
    }
    fleet.writeInventory(hosts.stream(), known.stream());
    return new ManyHosts(server, answers);
  }

  /** Lets the next host run what it is sent, on the tree as it is by then. */
  public void forget() {
    answers.forget();
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }
}
