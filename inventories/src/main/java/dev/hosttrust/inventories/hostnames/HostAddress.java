// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.hostnames;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host name or address with an optional port, as an inventory writes it.
 *
 * <p>Source of the rules: {@code parse_address} in {@code ansible/parsing/utils/addresses.py}. Its
 * expression for IPv6 is anchored at the end in its last branch only; that is kept, since it
 * decides what Ansible takes for an address.
 *
 * @param host a name, an IPv4 or IPv6 address, possibly with ranges
 * @param port null where none is given
 */
public record HostAddress(String host, @Nullable Integer port) {

  private static final Pattern BRACKETED_PORT = Pattern.compile("\\[(.+)\\]:([0-9]+)");
  private static final Pattern PORT = Pattern.compile("((?:[^:\\[\\]]|\\[[^\\]]*\\])*):([0-9]+)");

  private static final Pattern IPV4;
  private static final Pattern IPV6;
  private static final Pattern NAME;

  static {
    String octet = "(?:[01]?[0-9]{1,2}|2[0-4][0-9]|25[0-5]|\\[(?:[0-9]+:[0-9]+)(?::[0-9]+)?\\])";
    IPV4 = Pattern.compile("(?:" + octet + "\\.){3}" + octet + "$");
    String hex = "(?:[0-9a-f]{1,4}|\\[(?:[0-9a-f]+:[0-9a-f]+)(?::[0-9]+)?\\])";
    String v6 =
        "(?:H:){7}H|(?:H:){1,6}:|(?:H:)(?::H){1,6}|(?:H:){2}(?::H){1,5}|(?:H:){3}(?::H){1,4}"
            + "|(?:H:){4}(?::H){1,3}|(?:H:){5}(?::H){1,2}|(?:H:){6}(?::H)|:(?::H){1,6}|H?::"
            + "|(?:0:){6}(?:H\\.){3}H|::(?:ffff:)?(?:H\\.){3}H|(?:0:){5}ffff:(?:H\\.){3}H$";
    IPV6 = Pattern.compile(v6.replace("H", hex), Pattern.CASE_INSENSITIVE);
    String range = "\\[(?:[a-z]:[a-z]|[0-9]+:[0-9]+)(?::[0-9]+)?\\]";
    String label = "(?:\\w|" + range + ")(?:[\\w_-]|" + range + ")*(?<![_-])";
    NAME =
        Pattern.compile(
            label + "(?:\\." + label + ")*$",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);
  }

  /** Takes a text apart; empty where it is no address. */
  public static Optional<HostAddress> parse(String text) {
    String host = text;
    String port = null;
    for (Pattern pattern : new Pattern[] {BRACKETED_PORT, PORT}) {
      Matcher matcher = pattern.matcher(host);
      if (matcher.matches()) {
        host = matcher.group(1);
        port = matcher.group(2);
      }
    }
    if (host.isEmpty() || (!isIpAddress(host) && !NAME.matcher(host).lookingAt())) {
      return Optional.empty();
    }
    return Optional.of(new HostAddress(host, port == null ? null : number(port)));
  }

  /** Whether a text is an IPv4 or IPv6 address, ranges included. */
  public static boolean isIpAddress(String text) {
    return IPV4.matcher(text).lookingAt() || IPV6.matcher(text).lookingAt();
  }

  /** Numbers too large for a port are caught where the port is used. */
  private static int number(String digits) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      return Integer.MAX_VALUE;
    }
  }
}
