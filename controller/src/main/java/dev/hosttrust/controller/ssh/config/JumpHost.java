// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One host of a {@code ProxyJump}, as {@code parse_jump} in OpenSSH's readconf.c reads it.
 *
 * @param user to log in as; null if its own configuration decides
 * @param host name or address, without brackets
 * @param port null if its own configuration decides
 */
record JumpHost(@Nullable String user, String host, @Nullable Integer port) {
  private static final String URI = "ssh://";

  /**
   * The hosts of a list, nearest first: an empty list for {@code none}, and {@link Optional#empty}
   * on a syntax error.
   */
  static Optional<List<JumpHost>> list(String text) {
    if (text.equalsIgnoreCase("none")) {
      return Optional.of(List.of());
    }
    List<JumpHost> hosts = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Optional<JumpHost> host = parse(part.strip());
      if (host.isEmpty()) {
        return Optional.empty();
      }
      hosts.add(host.get());
    }
    return Optional.of(List.copyOf(hosts));
  }

  private static Optional<JumpHost> parse(String text) {
    String rest = text;
    if (rest.startsWith(URI)) {
      rest = rest.substring(URI.length());
      rest = rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
    }
    int at = rest.lastIndexOf('@');
    String user = at < 0 ? null : rest.substring(0, at);
    String address = rest.substring(at + 1);
    int colon = portColon(address);
    String host = colon < 0 ? address : address.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    if (host.isEmpty() || host.startsWith("-") || "".equals(user) || !isPlain(host)) {
      return Optional.empty();
    }
    if (colon < 0) {
      return Optional.of(new JumpHost(user, host, null));
    }
    OptionalInt port = Ports.parse(address.substring(colon + 1));
    return port.isEmpty()
        ? Optional.empty()
        : Optional.of(new JumpHost(user, host, port.getAsInt()));
  }

  /** Where the port starts, or -1. IPv6 addresses need their brackets, as for ssh. */
  private static int portColon(String address) {
    if (address.startsWith("[")) {
      int end = address.indexOf("]:");
      return end < 0 ? -1 : end + 1;
    }
    return address.indexOf(':');
  }

  private static boolean isPlain(String host) {
    return host.chars().noneMatch(c -> c <= ' ' || "'`\"$\\;&<>|(){}/".indexOf(c) >= 0);
  }

  /** As {@code ssh -J} takes it. */
  @Override
  public String toString() {
    String address = host.contains(":") ? "[" + host + "]" : host;
    return (user == null ? "" : user + "@") + address + (port == null ? "" : ":" + port);
  }
}
