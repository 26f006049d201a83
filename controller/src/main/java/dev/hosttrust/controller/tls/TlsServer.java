// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.tls;

import dev.hosttrust.agent.certificate.CaCertificate;
import java.util.List;

/**
 * A TLS server of which one CA takes the place of another.
 *
 * @param name for people, {@code host[:port]}
 * @param host the name that its certificate must be for; an IPv6 address without brackets
 * @param port where it listens
 * @param next the CA that its chain shall lead to
 * @param previous the CA that it led to before
 * @param at where to look for it in place of the host's own addresses
 */
public record TlsServer(
    String name,
    String host,
    int port,
    List<CaCertificate> next,
    List<CaCertificate> previous,
    Place at) {
  public TlsServer {
    next = List.copyOf(next);
    previous = List.copyOf(previous);
  }

  /**
   * Where a server is looked for.
   *
   * @param host a name, each of whose addresses is looked at, or an address without brackets
   */
  public record Place(String host, int port) {}
}
