package dev.hosttrust.controller.ssh.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One hop of a ProxyJump: {@code [user@]host[:port]}, or {@code ssh://[user@]host[:port]}. */
record JumpSpec(Optional<String> user, String host, Optional<Integer> port) {
  private static final Pattern HOP =
      Pattern.compile("(?:ssh://)?(?:([^@]+)@)?(?:\\[([^\\]]+)]|([^:\\[\\]@]+))(?::(\\d{1,5}))?/?");

  /** The hops of a comma list, nearest to us first; none for {@code none}. */
  static List<JumpSpec> parse(String text, String place) throws SshConfigException {
    List<JumpSpec> hops = new ArrayList<>();
    if (text.equalsIgnoreCase("none")) {
      return hops;
    }
    for (String part : text.split(",", -1)) {
      Matcher matcher = HOP.matcher(part.strip());
      if (!matcher.matches()) {
        throw new SshConfigException(
            "%s: ProxyJump '%s' must be [user@]host[:port], or several with commas between"
                .formatted(place, text));
      }
      String host = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
      Optional<Integer> port = Optional.ofNullable(matcher.group(4)).map(Integer::valueOf);
      if (port.filter(number -> number < 1 || number > 65535).isPresent()) {
        throw new SshConfigException(place + ": ProxyJump port in '" + part + "' is out of range");
      }
      hops.add(new JumpSpec(Optional.ofNullable(matcher.group(1)), host, port));
    }
    return hops;
  }
}
