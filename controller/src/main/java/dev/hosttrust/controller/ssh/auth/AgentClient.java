// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.auth;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The two questions we have for an ssh-agent (draft-ietf-sshm-ssh-agent). */
final class AgentClient {
  private static final int REQUEST_IDENTITIES = 11;
  private static final int IDENTITIES_ANSWER = 12;
  private static final int SIGN_REQUEST = 13;
  private static final int SIGN_RESPONSE = 14;
  private static final int RSA_SHA2_256 = 2;
  private static final int RSA_SHA2_512 = 4;
  private static final int MAX_ANSWER = 256 * 1024;

  private final Path socket;

  AgentClient(Path socket) {
    this.socket = socket;
  }

  List<Signer> signers() throws IOException {
    ByteBuffer answer = ask(new byte[] {REQUEST_IDENTITIES}, IDENTITIES_ANSWER);
    List<Signer> signers = new ArrayList<>();
    try {
      for (int left = answer.getInt(); left > 0; left--) {
        byte[] blob = string(answer);
        String comment = new String(string(answer), StandardCharsets.UTF_8);
        signers.add(new AgentKey(this, blob, "agent:" + comment));
      }
    } catch (BufferUnderflowException e) {
      throw new IOException("the ssh-agent at " + socket + " answered with a short message", e);
    }
    return List.copyOf(signers);
  }

  private byte[] sign(byte[] blob, byte[] data, String algorithm) throws IOException {
    int flags =
        switch (UserCertificate.plainAlgorithm(algorithm)) {
          case "rsa-sha2-256" -> RSA_SHA2_256;
          case "rsa-sha2-512" -> RSA_SHA2_512;
          default -> 0;
        };
    ByteBuffer request = ByteBuffer.allocate(1 + 4 + blob.length + 4 + data.length + 4);
    request.put((byte) SIGN_REQUEST).putInt(blob.length).put(blob);
    request.putInt(data.length).put(data).putInt(flags);
    return string(ask(request.array(), SIGN_RESPONSE));
  }

  private ByteBuffer ask(byte[] request, int expected) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      DataOutputStream out = new DataOutputStream(Channels.newOutputStream(channel));
      byte[] framed =
          ByteBuffer.allocate(4 + request.length).putInt(request.length).put(request).array();
      out.write(framed);
      DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
      int length = in.readInt();
      if (length < 1 || length > MAX_ANSWER) {
        throw new IOException("the ssh-agent at " + socket + " sent a message of " + length);
      }
      ByteBuffer answer = ByteBuffer.wrap(in.readNBytes(length));
      if (answer.remaining() < length || answer.get() != expected) {
        throw new IOException("the ssh-agent at " + socket + " refused");
      }
      return answer;
    }
  }

  private static byte[] string(ByteBuffer in) {
    byte[] bytes = new byte[Math.clamp(in.getInt(), 0, in.remaining())];
    in.get(bytes);
    return bytes;
  }

  @SuppressWarnings("ArrayRecordComponent") // a handle, never compared
  private record AgentKey(AgentClient agent, byte[] blob, String name) implements Signer {
    @Override
    public Optional<byte[]> publicKey() {
      return Optional.of(blob);
    }

    @Override
    public byte[] sign(byte[] data, String algorithm) throws IOException {
      return agent.sign(blob, data, algorithm);
    }
  }
}
