// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.openssh;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The program that ssh runs to ask for a password (SSH_ASKPASS in ssh(1)): passes the question on
 * to hosttrust over a socket that only its user can reach, and prints the answer. It fails where
 * there is none.
 */
final class AskPass {
  /** Environment variable: the socket. */
  static final String SOCKET = "HOSTTRUST_ASKPASS_SOCKET";

  /** Environment variable: which login asks. */
  static final String LOGIN = "HOSTTRUST_ASKPASS_LOGIN";

  /** Set by ssh: {@code confirm}, {@code none} for a mere notice, or not at all. */
  private static final String KIND = "SSH_ASKPASS_PROMPT";

  private AskPass() {}

  /** A process of its own; the prompt is the last word. */
  public static void main(String[] words) throws IOException {
    byte[] answer = ask(variable(SOCKET), words[words.length - 1]);
    if (answer == null) {
      System.exit(1);
    } else {
      try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
        out.write(answer);
      }
    }
  }

  private static byte @Nullable [] ask(String socket, String prompt) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      DataOutputStream out = new DataOutputStream(Channels.newOutputStream(channel));
      write(out, variable(LOGIN));
      write(out, variable(KIND));
      write(out, prompt);
      DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
      return in.readBoolean() ? in.readAllBytes() : null;
    }
  }

  private static String variable(String name) {
    String value = System.getenv(name);
    return value == null ? "" : value;
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
