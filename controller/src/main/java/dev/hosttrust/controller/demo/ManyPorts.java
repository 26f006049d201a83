// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.server.SshServer;

/** One SSH server that is many: on each of its ports of 127.0.0.1 it shows another key. */
final class ManyPorts extends SshServer {
  private final Map<Integer, KeyPair> keys = new LinkedHashMap<>();
  private final Map<KeyPair, Integer> ports = new LinkedHashMap<>();

  /** Listens at so many free ports; answers their keys. */
  List<KeyPair> listen(int count) throws IOException, GeneralSecurityException {
    List<KeyPair> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      made.add(DemoFleet.sshKey());
    }
    setHost("127.0.0.1");
    setKeyPairProvider(KeyPairProvider.wrap(made)); // the start asks for any
    start();
    // Java's loopback address is IPv6's where the system puts that first.
    InetAddress host = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    for (int i = 1; i < count; i++) {
      acceptor.bind(new InetSocketAddress(host, 0));
    }
    List<KeyPair> left = new ArrayList<>(made);
    for (SocketAddress address : acceptor.getBoundAddresses()) {
      KeyPair key = left.removeLast();
      keys.put(port(address), key);
      ports.put(key, port(address));
    }
    setKeyPairProvider(this::key);
    return made;
  }

  /** Where this key is shown. */
  int port(KeyPair key) {
    return ports.getOrDefault(key, 0);
  }

  private Iterable<KeyPair> key(SessionContext session) {
    KeyPair key = keys.get(port(session.getLocalAddress()));
    return key == null ? List.of() : List.of(key);
  }

  private static int port(SocketAddress address) {
    return ((InetSocketAddress) address).getPort();
  }
}
