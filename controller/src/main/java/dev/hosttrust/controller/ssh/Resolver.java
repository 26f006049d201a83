// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Gives the addresses of a host name, best first. */
@FunctionalInterface
public interface Resolver {
  /** The system's own, in the order of getaddrinfo(3) where {@code Main} has started the JVM. */
  Resolver SYSTEM = name -> List.of(InetAddress.getAllByName(name));

  /**
   * @return at least one address
   * @throws UnknownHostException if there is no such name
   */
  List<InetAddress> resolve(String name) throws UnknownHostException;
}
