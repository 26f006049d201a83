// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The options of ssh_config(5) that matter here, and what they take. */
enum Keyword {
  HOST_NAME("HostName", Type.TEXT),
  PORT("Port", Type.PORT),
  USER("User", Type.TEXT),
  IDENTITY_FILE("IdentityFile", Type.TEXT),
  CERTIFICATE_FILE("CertificateFile", Type.TEXT),
  IDENTITIES_ONLY("IdentitiesOnly", Type.FLAG),
  IDENTITY_AGENT("IdentityAgent", Type.TEXT),
  PROXY_JUMP("ProxyJump", Type.JUMP),
  PROXY_COMMAND("ProxyCommand", Type.TEXT),
  USER_KNOWN_HOSTS_FILE("UserKnownHostsFile", Type.TEXT),
  GLOBAL_KNOWN_HOSTS_FILE("GlobalKnownHostsFile", Type.TEXT),
  STRICT_HOST_KEY_CHECKING("StrictHostKeyChecking", Type.STRICTNESS),
  HOST_KEY_ALIAS("HostKeyAlias", Type.TEXT),
  CONNECT_TIMEOUT("ConnectTimeout", Type.TIME),
  SERVER_ALIVE_INTERVAL("ServerAliveInterval", Type.TIME),
  SERVER_ALIVE_COUNT_MAX("ServerAliveCountMax", Type.COUNT);

  private enum Type {
    TEXT,
    PORT,
    FLAG,
    JUMP,
    STRICTNESS,
    TIME,
    COUNT
  }

  private static final Set<String> FLAGS = Set.of("yes", "true", "no", "false");
  private static final Set<String> STRICTNESSES = Set.of("ask", "accept-new", "off");

  private static final Map<String, Keyword> BY_NAME =
      Stream.of(values()).collect(Collectors.toMap(word -> lower(word.text), Function.identity()));

  private final String text;
  private final Type type;

  Keyword(String text, Type type) {
    this.text = text;
    this.type = type;
  }

  /** The keyword of that name, in whatever case. */
  static Optional<Keyword> of(String name) {
    return Optional.ofNullable(BY_NAME.get(lower(name)));
  }

  /** Whether it takes the rest of the line as it is written. */
  boolean takesRest() {
    return this == PROXY_COMMAND;
  }

  /** What is wrong with the values; null if nothing is. */
  @Nullable String problem(List<String> values) {
    if (values.isEmpty() || values.getFirst().isEmpty()) {
      return "has no value";
    }
    if (values.size() > 1 && this != USER_KNOWN_HOSTS_FILE && this != GLOBAL_KNOWN_HOSTS_FILE) {
      return "has more than one value; put quotes around a value with blanks";
    }
    return values.stream().allMatch(this::takes) ? null : expectation();
  }

  private boolean takes(String value) {
    return switch (type) {
      case TEXT -> true;
      case PORT -> Ports.parse(value).isPresent();
      case FLAG -> FLAGS.contains(lower(value));
      case JUMP -> JumpHost.list(value).isPresent();
      case STRICTNESS -> FLAGS.contains(lower(value)) || STRICTNESSES.contains(lower(value));
      case TIME -> value.equals("none") || TimeFormat.seconds(value).isPresent();
      case COUNT -> value.matches("\\d{1,9}");
    };
  }

  private String expectation() {
    return switch (type) {
      case TEXT -> "must be a text";
      case PORT -> "must be a number from 1 to 65535";
      case FLAG -> "must be yes or no";
      case JUMP -> "must be none, or [user@]host[:port] with commas between several";
      case STRICTNESS -> "must be yes, ask, accept-new, no or off";
      case TIME -> "must be a time such as 10 or 1m30s";
      case COUNT -> "must be a number";
    };
  }

  @Override
  public String toString() {
    return text;
  }

  /** Whether a value of a switch is on, as ssh reads it. */
  static boolean isYes(String value) {
    String word = lower(value);
    return word.equals("yes") || word.equals("true");
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
