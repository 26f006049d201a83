// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** The action plugin's side of a conversation. It runs commands with this machine's shell. */
final class PluginSide implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();

  private final SocketChannel channel;
  private final BufferedReader in;

  private PluginSide(SocketChannel channel) {
    this.channel = channel;
    this.in =
        new BufferedReader(
            new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
  }

  /**
   * @throws IOException if nobody listens
   */
  static PluginSide connect(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      return new PluginSide(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  void say(String line) throws IOException {
    Channels.newOutputStream(channel).write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** What the bridge says next; null if it hung up. */
  @Nullable JsonNode hear() throws IOException {
    try {
      String line = in.readLine();
      return line == null ? null : JSON.readTree(line);
    } catch (IOException e) {
      return null; // reset: it hung up before it read all
    }
  }

  /** Says a request and hears the bridge's first command. */
  JsonNode begin(String request) throws IOException {
    say(request);
    return heard();
  }

  /** Says a request, and does what the bridge wants up to the result. */
  JsonNode converse(String request) throws IOException, InterruptedException {
    return finish(begin(request));
  }

  /** Does what the bridge wants, from this message on, up to the result. */
  JsonNode finish(JsonNode message) throws IOException, InterruptedException {
    JsonNode next = message;
    while (!next.has("result")) {
      say(run(next.get("exec").asString(), next.get("stdin").asString()));
      next = heard();
    }
    return next.get("result");
  }

  private JsonNode heard() throws IOException {
    JsonNode message = hear();
    if (message == null) {
      throw new IOException("the bridge hung up");
    }
    return message;
  }

  private static String run(String command, String stdin) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("/bin/sh", "-c", command).start();
    try (OutputStream toCommand = process.getOutputStream()) {
      toCommand.write(stdin.getBytes(StandardCharsets.UTF_8));
    }
    ObjectNode answer = JSON.createObjectNode();
    answer.put("stdout", process.inputReader().readAllAsString());
    answer.put("stderr", process.errorReader().readAllAsString());
    return answer.put("rc", process.waitFor()).toString();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
