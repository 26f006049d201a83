// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** The action plugin at the other end of a connection: JSON objects, one a line. For one thread. */
final class Peer {
  private final BufferedReader in;
  private final Writer out;

  Peer(SocketChannel channel) {
    this.in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    this.out = Channels.newWriter(channel, StandardCharsets.UTF_8);
  }

  /**
   * Waits for the plugin's next message.
   *
   * @throws EOFException if it hung up
   */
  JsonObject receive() throws IOException {
    String line = in.readLine();
    if (line == null) {
      throw new EOFException("the action plugin went away");
    }
    return JsonObject.parse(line);
  }

  void send(JsonText.Members message) throws IOException {
    out.write(JsonText.object(message) + "\n");
    out.flush();
  }
}
