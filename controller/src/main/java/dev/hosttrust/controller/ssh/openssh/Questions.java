// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.openssh;

import dev.hosttrust.words.Secret;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hears the questions that {@link AskPass} passes on, and hands each to the login it belongs to.
 */
final class Questions implements AutoCloseable {
  private static final int LONGEST = 64 * 1024;

  /** Answers the questions of one login; may come from several threads. */
  @FunctionalInterface
  interface Answers {
    /**
     * @param prompt as ssh words it
     * @param kind {@code confirm}, {@code none} for a mere notice, or empty
     * @return empty for no answer
     */
    Optional<Secret> answer(String prompt, String kind);
  }

  private final ServerSocketChannel server;
  private final Path socket;
  private final Map<String, Answers> logins = new ConcurrentHashMap<>();

  private Questions(ServerSocketChannel server, Path socket) {
    this.server = server;
    this.socket = socket;
  }

  /** Listens on a socket, which is made in a directory that others cannot enter. */
  static Questions listen(Path socket) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Questions questions = new Questions(server, socket);
    Thread.ofVirtual().name("askpass").start(questions::acceptAll);
    return questions;
  }

  /** Names a login, whose questions are answered from here on. */
  String begin(Answers answers) {
    String login = UUID.randomUUID().toString();
    logins.put(login, answers);
    return login;
  }

  void end(String login) {
    logins.remove(login);
  }

  /** What ssh and the program that it runs for questions are to find in their environment. */
  Map<String, String> environment(String login) {
    return Map.of(AskPass.SOCKET, socket.toString(), AskPass.LOGIN, login);
  }

  private void acceptAll() {
    try {
      while (true) {
        SocketChannel client = server.accept();
        Thread.ofVirtual().name("askpass answer").start(() -> answer(client));
      }
    } catch (IOException e) {
      // closed: nobody asks any more
    }
  }

  private void answer(SocketChannel client) {
    try (client) {
      DataInputStream in = new DataInputStream(Channels.newInputStream(client));
      Answers answers = logins.getOrDefault(text(in), (prompt, kind) -> Optional.empty());
      String kind = text(in);
      Optional<Secret> answer = answers.answer(text(in), kind);
      OutputStream out = Channels.newOutputStream(client);
      out.write(answer.isPresent() ? 1 : 0);
      if (answer.isPresent()) {
        out.write(answer.get().revealBytes());
      }
    } catch (IOException e) {
      // who asked is gone
    }
  }

  private static String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > LONGEST) {
      throw new IOException("a question of " + length + " bytes");
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      // it is gone either way
    }
  }
}
