// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.openssh;

import dev.hosttrust.controller.ssh.LoginClock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What ssh logs with {@code LogLevel DEBUG1}, as far as it tells how a login went. One thread
 * writes, others read.
 */
final class SshLog {
  private static final String DEBUG = "debug";
  private static final Pattern SHOWN =
      Pattern.compile(
          "debug1: Server host (?:key|certificate): \\S+ (SHA256:[^ ,]+)"
              + "(?:,.* CA \\S+ (SHA256:\\S+).*)?");
  private static final Pattern ALGORITHM =
      Pattern.compile("debug1: kex: host key algorithm: (\\S+)");
  private static final Pattern OFFERED =
      Pattern.compile("debug1: Offering public key: (.*) \\S+ (SHA256:\\S+)(.*)");
  private static final Pattern METHODS =
      Pattern.compile("debug1: Authentications that can continue: (\\S*)");
  private static final Pattern NO_AGENT =
      Pattern.compile("debug1: .*ssh_get_authentication_socket.*");

  private static final Pattern ADDRESS =
      Pattern.compile("debug1: Connecting to \\S+ \\[(.*)] port \\d+\\.");
  private static final Pattern UNANSWERED =
      Pattern.compile("debug1: connect to address (\\S+) port \\d+: (.*)");

  private static final int MOST_WORDS = 100;
  private static final int LONGEST_WORDS = 500;

  /**
   * A key that was shown to the host.
   *
   * @param name the file, or what the agent calls the key
   * @param fingerprint {@code SHA256:...}
   * @param byAgent whether the agent has it
   */
  record Offered(String name, String fingerprint, boolean byAgent) {}

  private final List<Offered> offered = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private @Nullable String shown;
  private @Nullable String authority;
  private @Nullable String algorithm;
  private String methods = "";
  private boolean withoutAgent;
  private final Map<String, String> unanswered = new LinkedHashMap<>();
  private @Nullable LoginClock clock;

  synchronized void add(String line) {
    if (!line.startsWith(DEBUG)) {
      if (!line.isBlank() && words.size() < MOST_WORDS) {
        words.add(line.length() > LONGEST_WORDS ? line.substring(0, LONGEST_WORDS) : line);
      }
      return;
    }
    Matcher match = SHOWN.matcher(line);
    if (match.matches()) {
      shown = match.group(1);
      authority = match.group(2);
      tell(LoginClock::authenticating);
    } else if (match.usePattern(ADDRESS).matches()) {
      tell(LoginClock::nextAddress);
    } else if (match.usePattern(UNANSWERED).matches()) {
      unanswered.put(match.group(1), match.group(2));
    } else if (match.usePattern(ALGORITHM).matches()) {
      algorithm = match.group(1);
    } else if (match.usePattern(OFFERED).matches()) {
      offered.add(new Offered(match.group(1), match.group(2), match.group(3).endsWith(" agent")));
    } else if (match.usePattern(METHODS).matches()) {
      methods = match.group(1);
    } else if (match.usePattern(NO_AGENT).matches()) {
      withoutAgent = true;
    }
  }

  /** From here on, the clock is told how far the login has come. */
  synchronized void follow(LoginClock watch) {
    clock = watch;
    if (shown != null) {
      watch.authenticating();
    }
  }

  private void tell(Consumer<LoginClock> step) {
    if (clock != null) {
      step.accept(clock);
    }
  }

  /** Addresses of the host that could not be connected to, and why. */
  synchronized Map<String, String> unanswered() {
    return new LinkedHashMap<>(unanswered);
  }

  /** The fingerprint of the key, or of the certificate, that the host has shown. */
  synchronized Optional<String> shown() {
    return Optional.ofNullable(shown);
  }

  /** The fingerprint of the authority whose certificate the host has shown. */
  synchronized Optional<String> authority() {
    return Optional.ofNullable(authority);
  }

  /** How the host proved that it has its key, as {@code ssh-ed25519}. */
  synchronized Optional<String> algorithm() {
    return Optional.ofNullable(algorithm);
  }

  synchronized List<Offered> offered() {
    return List.copyOf(offered);
  }

  /** Methods of authentication that the host takes, as {@code publickey,password}. */
  synchronized String methods() {
    return methods;
  }

  /** Whether there should be an agent, and none answers. */
  synchronized boolean isWithoutAgent() {
    return withoutAgent;
  }

  /** All lines that are for a person. */
  synchronized List<String> words() {
    return List.copyOf(words);
  }

  /** The first line in which the pattern is found. */
  Optional<Matcher> find(Pattern pattern) {
    return words().stream().map(pattern::matcher).filter(Matcher::find).findFirst();
  }

  boolean has(Pattern pattern) {
    return find(pattern).isPresent();
  }
}
