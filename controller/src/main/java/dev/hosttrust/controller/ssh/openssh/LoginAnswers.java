// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.openssh;

import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.hostkey.HostKeyMode;
import dev.hosttrust.words.Secret;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers what one login is asked: passphrases, and the login password once.
 *
 * <p>Where there is no answer, the login ends: ssh would send an empty password to the host, and
 * each wrong one counts against the account.
 */
final class LoginAnswers implements Questions.Answers {
  private static final Pattern PASSPHRASE =
      Pattern.compile("Enter passphrase for key '(.*)': ", Pattern.DOTALL);
  private static final Pattern UNKNOWN =
      Pattern.compile("host '(\\S+).*' can't be established.*(SHA256:[^. \n]+)", Pattern.DOTALL);
  private static final String PIN = "Enter PIN";
  private static final String CONTINUE = "(yes/no";
  private static final String NOTICE = "none";

  /** As much of a path as {@code load_identity_file} in OpenSSH's sshconnect2.c shows. */
  private static final int SHOWN_OF_PATH = 100;

  /** The same of a user's name, in {@code userauth_passwd}. */
  private static final int SHOWN_OF_USER = 30;

  private final Target target;
  private final Passphrases passphrases;
  private final boolean alone;
  private final Runnable end;
  private final Map<Path, Secret> given = new HashMap<>();
  private @Nullable String hopQuestion;
  private boolean passwordGiven;
  private boolean refused;

  /**
   * @param alone whether no other host's login is part of this one, as a jump host's would be
   * @param end ends the login at once
   */
  LoginAnswers(Target target, Passphrases passphrases, boolean alone, Runnable end) {
    this.target = target;
    this.passphrases = passphrases;
    this.alone = alone;
    this.end = end;
  }

  /** Whether the login ended because there was no answer, or the first one was wrong. */
  synchronized boolean isRefused() {
    return refused;
  }

  /** What a jump host on the way asked and got no answer to, in words for the operator. */
  synchronized Optional<String> hopQuestion() {
    return Optional.ofNullable(hopQuestion);
  }

  @Override
  public Optional<Secret> answer(String prompt, String kind) {
    if (kind.equals(NOTICE) || prompt.startsWith(PIN)) {
      return Optional.empty(); // "Confirm user presence for key" wants a touch; PINs nobody has
    }
    Matcher passphrase = PASSPHRASE.matcher(prompt);
    if (passphrase.matches()) {
      return passphrase(file(passphrase.group(1)));
    }
    if (prompt.contains(CONTINUE)) {
      return unknownHop(prompt);
    }
    Optional<Secret> password = password(prompt);
    if (password.isEmpty()) {
      end.run();
    }
    return password;
  }

  private Optional<Secret> passphrase(Path file) {
    Secret before;
    synchronized (this) {
      before = given.get(file);
    }
    Optional<Secret> passphrase = passphrases.get(file, before);
    synchronized (this) {
      passphrase.ifPresent(secret -> given.put(file, secret));
    }
    return passphrase;
  }

  /** The key file that ssh means, which shows the first part of a long path only. */
  private Path file(String shown) {
    return shown.length() < SHOWN_OF_PATH
        ? Path.of(shown)
        : target.keys().files().stream()
            .filter(path -> path.toString().startsWith(shown))
            .findFirst()
            .orElse(Path.of(shown));
  }

  /**
   * The host key of a jump host that ssh goes to by itself is unknown. It is written down by ssh
   * where new ones may be.
   */
  private Optional<Secret> unknownHop(String prompt) {
    if (!target.jumps().isEmpty()
        && target.jumps().stream().allMatch(hop -> hop.hostKeys().mode() != HostKeyMode.STRICT)) {
      return Optional.of(Secret.of("yes"));
    }
    Matcher key = UNKNOWN.matcher(prompt);
    synchronized (this) {
      hopQuestion =
          key.find()
              ? "host key of the jump host %s is unknown (%s): compare it on the host, then add it"
                      .formatted(key.group(1), key.group(2))
                  + " to known_hosts"
              : "host key of a jump host is unknown";
    }
    end.run();
    return Optional.empty();
  }

  private synchronized Optional<Secret> password(String prompt) {
    if (passwordGiven || target.password().isEmpty() || !isOurs(prompt)) {
      refused = true;
      if (!isOurs(prompt)) {
        hopQuestion = "a jump host asks \"%s\", which has no answer".formatted(prompt.strip());
      }
      return Optional.empty();
    }
    passwordGiven = true;
    return target.password();
  }

  /** Whether the target asks, and not a jump host on the way. */
  private boolean isOurs(String prompt) {
    String user = target.user();
    String shown = user.substring(0, Math.min(user.length(), SHOWN_OF_USER));
    return List.of(target.host(), target.hostKeys().alias().orElse(target.host())).stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .anyMatch(
                host ->
                    prompt.equals(shown + "@" + host + "'s password: ")
                        || prompt.startsWith("(" + user + "@" + host + ") "))
        || alone;
  }
}
