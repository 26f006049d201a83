// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Replaces {@code %h} and its like, and {@code ${VARIABLE}}: ssh_config(5), TOKENS. */
final class Tokens {
  private static final Pattern PERCENT = Pattern.compile("%(.?)", Pattern.DOTALL);
  private static final Set<String> SSH_TOKENS = Set.of("%C", "%i", "%j", "%L", "%l");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)\\}");

  private final Map<Character, String> tokens;
  private final Map<String, String> environment;

  Tokens(Map<Character, String> tokens, Map<String, String> environment) {
    this.tokens = tokens;
    this.environment = environment;
  }

  /**
   * The tokens of paths.
   *
   * @param ofHost those that depend on the host
   */
  static Tokens of(LocalUser local, Map<Character, String> ofHost) {
    Map<Character, String> all = new HashMap<>(ofHost);
    all.put('d', local.home().toString());
    all.put('u', local.name());
    ThisMachine.uid().ifPresent(uid -> all.put('i', uid));
    ThisMachine.hostName().ifPresent(name -> all.put('l', name));
    ThisMachine.hostName().ifPresent(name -> all.put('L', name.replaceFirst("\\..*", "")));
    return new Tokens(all, local.environment());
  }

  /** The text has a token or variable that is not known here. */
  static final class UnknownTokenException extends Exception {
    private static final long serialVersionUID = 1;

    private final String token;

    UnknownTokenException(String token, String message) {
      super(message);
      this.token = token;
    }

    String token() {
      return token;
    }

    /** Whether ssh can replace it: ssh_config(5), TOKENS. */
    boolean isKnownToSsh() {
      return SSH_TOKENS.contains(token);
    }
  }

  /** Both; what was put in is not looked at again. */
  String expand(String text) throws UnknownTokenException {
    StringBuilder expanded = new StringBuilder();
    Matcher variable = VARIABLE.matcher(text);
    int at = 0;
    while (variable.find()) {
      expanded.append(percents(text.substring(at, variable.start())));
      expanded.append(variable(variable.group(1)));
      at = variable.end();
    }
    return expanded.append(percents(text.substring(at))).toString();
  }

  /** Only percents, as for HostName. */
  String percents(String text) throws UnknownTokenException {
    StringBuilder expanded = new StringBuilder();
    Matcher percent = PERCENT.matcher(text);
    while (percent.find()) {
      percent.appendReplacement(expanded, Matcher.quoteReplacement(token(percent.group(1))));
    }
    return percent.appendTail(expanded).toString();
  }

  private String token(String letter) throws UnknownTokenException {
    if (letter.equals("%")) {
      return "%";
    }
    @Nullable String value = letter.isEmpty() ? null : tokens.get(letter.charAt(0));
    if (value == null) {
      throw new UnknownTokenException(
          "%" + letter, "%" + letter + " is not known here; write %% for a percent");
    }
    return value;
  }

  private String variable(String name) throws UnknownTokenException {
    String value = environment.get(name);
    if (value == null) {
      throw new UnknownTokenException("", "the environment variable " + name + " is not set");
    }
    return value;
  }
}
