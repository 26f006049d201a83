// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.trust;

import java.net.Inet6Address;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A container registry as image references name it. Its directory under {@code /etc/docker/certs.d}
 * has the same name, letter for letter (Docker, "Verify repository client with certificates").
 *
 * @param host letters, digits, {@code .}, {@code _} and {@code -}, with no leading dot or dash; or
 *     an IPv6 address in brackets, without a zone and without an IPv4 address in it, as image names
 *     have it (distribution/reference, {@code regexp.go})
 * @param port 1 to 65535 where given; Docker looks for a port only if the reference has it, so 443
 *     is not the same as none
 */
public record Registry(String host, OptionalInt port) implements Comparable<Registry> {
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");
  private static final Pattern IPV6 = Pattern.compile("\\[[0-9A-Fa-f:]+\\]");
  private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");

  /** NAME_MAX of Linux, in bytes. */
  private static final int MAX_LENGTH = 255;

  public Registry {
    if (!HOST.matcher(host).matches() && !isIpv6(host)) {
      throw new IllegalArgumentException(hostFlaw(host));
    }
    if (port.isPresent() && (port.getAsInt() < 1 || port.getAsInt() > 65535)) {
      throw new IllegalArgumentException(
          "is at port " + port.getAsInt() + ", which is not in 1 to 65535");
    }
    if (join(host, port).length() > MAX_LENGTH) {
      throw new IllegalArgumentException("is longer than " + MAX_LENGTH + " characters");
    }
  }

  /**
   * Reads {@code host[:port]}.
   *
   * @throws IllegalArgumentException if the text is anything else; the message is the end of a
   *     sentence that starts with the text
   */
  public static Registry parse(String text) {
    if (text.contains("://")) {
      throw new IllegalArgumentException("has a scheme, a registry is host[:port]");
    }
    if (text.contains("/")) {
      throw new IllegalArgumentException("has a path, a registry is host[:port]");
    }
    int colon = text.indexOf(':', text.indexOf(']') + 1);
    if (colon != text.lastIndexOf(':') && !text.startsWith("[")) {
      throw new IllegalArgumentException(
          "has several colons; an IPv6 address needs brackets, as in [2001:db8::5]:5000");
    }
    return colon < 0
        ? new Registry(text, OptionalInt.empty())
        : new Registry(text.substring(0, colon), OptionalInt.of(port(text.substring(colon + 1))));
  }

  private static boolean isIpv6(String host) {
    if (!IPV6.matcher(host).matches()) {
      return false;
    }
    try {
      var _ = Inet6Address.ofLiteral(host.substring(1, host.length() - 1));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static int port(String text) {
    if (!PORT.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "has the port '" + text + "', which is no number from 1 to 65535");
    }
    return Integer.parseInt(text);
  }

  private static String hostFlaw(String host) {
    if (host.isEmpty()) {
      return "has no host";
    }
    if (host.startsWith("[")) {
      return "has something other than an IPv6 address (hexadecimal digits and colons) in its brackets";
    }
    return host.startsWith(".") || host.startsWith("-")
        ? "starts with a dot or a dash"
        : "has other characters in its host than letters, digits, '.', '_' and '-'";
  }

  private static String join(String host, OptionalInt port) {
    return port.isPresent() ? host + ":" + port.getAsInt() : host;
  }

  /** {@code host[:port]}, the name of the directory under {@code certs.d}. */
  public String directoryName() {
    return join(host, port);
  }

  @Override
  public int compareTo(Registry other) {
    return directoryName().compareTo(other.directoryName());
  }

  @Override
  public String toString() {
    return directoryName();
  }
}
