// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A stand-in for an ssh-agent that holds the key of a FIDO token (draft-ietf-sshm-ssh-agent). */
public final class FidoAgent implements AutoCloseable {
  private static final int REQUEST_IDENTITIES = 11;
  private static final int IDENTITIES_ANSWER = 12;
  private static final int SIGN_RESPONSE = 14;

  private final FidoKey key;
  private final Path socket;
  private final ServerSocketChannel server;

  private FidoAgent(FidoKey key, Path socket, ServerSocketChannel server) {
    this.key = key;
    this.socket = socket;
    this.server = server;
  }

  public static FidoAgent with(FidoKey key) throws IOException {
    Path socket = Files.createTempDirectory("fido").resolve("agent");
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    FidoAgent agent = new FidoAgent(key, socket, server);
    Thread.ofVirtual().start(agent::serve);
    return agent;
  }

  public Path socket() {
    return socket;
  }

  private void serve() {
    try {
      while (true) {
        SocketChannel client = server.accept();
        Thread.ofVirtual().start(() -> answerAll(client));
      }
    } catch (ClosedChannelException e) {
      // the end
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void answerAll(SocketChannel client) {
    try (client) {
      DataInputStream in = new DataInputStream(Channels.newInputStream(client));
      DataOutputStream out = new DataOutputStream(Channels.newOutputStream(client));
      while (true) {
        byte[] answer = answer(in.readNBytes(in.readInt()));
        out.write(FidoKey.strings(answer));
      }
    } catch (EOFException e) {
      // that was all
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] answer(byte[] request) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(request));
    if (in.readByte() == REQUEST_IDENTITIES) {
      byte[] comment = "token".getBytes(StandardCharsets.US_ASCII);
      byte[] one = {IDENTITIES_ANSWER, 0, 0, 0, 1};
      return joined(one, FidoKey.strings(key.blob(), comment));
    }
    in.readNBytes(in.readInt()); // the key; there is one
    byte[] signature = key.sign(in.readNBytes(in.readInt()));
    return joined(new byte[] {SIGN_RESPONSE}, FidoKey.strings(signature));
  }

  private static byte[] joined(byte[] one, byte[] two) {
    byte[] both = java.util.Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, both, one.length, two.length);
    return both;
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.delete(socket);
    Files.delete(socket.getParent());
  }
}
