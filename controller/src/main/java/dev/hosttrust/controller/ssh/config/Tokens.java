package dev.hosttrust.controller.ssh.config;

import java.nio.file.Path;

/**
 * Percent signs and the tilde in file names (ssh_config(5), TOKENS).
 *
 * @param home the user's home directory, {@code %d}
 * @param localUser {@code %u}
 * @param given the host as it was asked for, {@code %n}
 * @param host the host that is connected to, {@code %h}
 * @param port {@code %p}
 * @param user the login name on the host, {@code %r}
 */
record Tokens(Path home, String localUser, String given, String host, int port, String user) {

  /** Expands a file name. */
  Path file(String text, String place) throws SshConfigException {
    String name = percent(text, place);
    if (name.startsWith("~/")) {
      return home.resolve(name.substring(2));
    }
    return home.resolve(name); // a relative name is taken from the home directory
  }

  private String percent(String text, String place) throws SshConfigException {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '%') {
        out.append(c);
        continue;
      }
      char token = ++i < text.length() ? text.charAt(i) : ' ';
      switch (token) {
        case '%' -> out.append('%');
        case 'd' -> out.append(home);
        case 'u' -> out.append(localUser);
        case 'n' -> out.append(given);
        case 'h' -> out.append(host);
        case 'p' -> out.append(port);
        case 'r' -> out.append(user);
        default ->
            throw new SshConfigException(
                "%s: %%%s in '%s' is not supported".formatted(place, token, text));
      }
    }
    return out.toString();
  }
}
