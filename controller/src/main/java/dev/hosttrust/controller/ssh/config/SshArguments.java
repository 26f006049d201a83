// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words of {@code ansible_ssh_args} and its companions, read as ssh(1) reads its command line.
 */
final class SshArguments {
  /** Options with a value. */
  private static final String WITH_VALUE = "bceilmopBDEFIJLOPQRSwW";

  /** Options of either kind that change nothing for a command without a terminal. */
  private static final String HARMLESS = "46aACcEeKkMnqSTtvXxYy";

  /** Options for {@code -o} that change nothing here, or whose job is done otherwise. */
  private static final Set<String> HARMLESS_OPTIONS =
      Set.of(
          "addkeystoagent",
          "addressfamily",
          "batchmode",
          "challengeresponseauthentication",
          "checkhostip",
          "clearallforwardings",
          "compression",
          "compressionlevel",
          "connectionattempts",
          "controlmaster",
          "controlpath",
          "controlpersist",
          "enableescapecommandline",
          "escapechar",
          "exitonforwardfailure",
          "forwardagent",
          "forwardx11",
          "forwardx11timeout",
          "forwardx11trusted",
          "gssapiauthentication",
          "gssapidelegatecredentials",
          "gssapikeyexchange",
          "gssapitrustdns",
          "hashknownhosts",
          "hostbasedauthentication",
          "ignoreunknown",
          "ipqos",
          "kbdinteractiveauthentication",
          "loglevel",
          "logverbose",
          "nohostauthenticationforlocalhost",
          "numberofpasswordprompts",
          "obscurekeystroketiming",
          "passwordauthentication",
          "permitlocalcommand",
          "preferredauthentications",
          "protocol",
          "pubkeyauthentication",
          "rekeylimit",
          "requesttty",
          "sendenv",
          "setenv",
          "streamlocalbindunlink",
          "syslogfacility",
          "tcpkeepalive",
          "updatehostkeys",
          "visualhostkey");

  private final Location place;
  private final List<Setting> settings = new ArrayList<>();
  private final Findings findings = new Findings();
  private @Nullable String configFile;

  private SshArguments(Location place) {
    this.place = place;
  }

  /**
   * Reads the words.
   *
   * @param source where they come from, for messages
   */
  static SshArguments read(List<String> words, String source) {
    SshArguments arguments = new SshArguments(Location.of(source));
    List<String> left = new ArrayList<>(words);
    while (!left.isEmpty()) {
      arguments.word(left.removeFirst(), left);
    }
    return arguments;
  }

  List<Setting> settings() {
    return List.copyOf(settings);
  }

  /** What was found while they were read. */
  Findings findings() {
    return findings;
  }

  /** {@code -F}. */
  Optional<String> configFile() {
    return Optional.ofNullable(configFile);
  }

  /** One word with all the letters that it bundles. */
  private void word(String word, List<String> left) {
    if (!word.startsWith("-") || word.length() < 2) {
      findings.warning(place, word + " is no option of ssh, it is left out");
      return;
    }
    for (int i = 1; i < word.length(); i++) {
      char letter = word.charAt(i);
      if (WITH_VALUE.indexOf(letter) < 0) {
        flag(letter);
        continue;
      }
      String value = i + 1 < word.length() ? word.substring(i + 1) : null;
      if (value == null && !left.isEmpty()) {
        value = left.removeFirst();
      }
      if (value == null) {
        findings.problem(place, "-" + letter + " has no value");
      } else {
        option(letter, value);
      }
      return;
    }
  }

  private void flag(char letter) {
    if (HARMLESS.indexOf(letter) < 0) {
      findings.warning(place, "-" + letter + " is not supported, it is left out");
    }
  }

  private void option(char letter, String value) {
    switch (letter) {
      case 'o' -> named(value);
      case 'F' -> configFile = value;
      case 'J' -> add(Keyword.PROXY_JUMP, value);
      case 'i' -> add(Keyword.IDENTITY_FILE, value);
      case 'l' -> add(Keyword.USER, value);
      case 'p' -> add(Keyword.PORT, value);
      default -> flag(letter);
    }
  }

  private void add(Keyword keyword, String value) {
    String problem = keyword.problem(List.of(value));
    if (problem == null) {
      settings.add(Setting.of(keyword, value, place));
    } else {
      findings.problem(place, "%s %s: %s".formatted(keyword, value, problem));
    }
  }

  /** {@code -o}: a line as in a configuration file. */
  private void named(String text) {
    LineScanner line = new LineScanner(text.strip());
    String name;
    try {
      name = line.keyword();
    } catch (LineScanner.OpenQuoteException e) {
      name = null;
    }
    if (name == null) {
      findings.problem(place, "-o " + text + ": names no option");
      return;
    }
    Optional<Keyword> keyword = Keyword.of(name);
    if (keyword.isPresent()) {
      Setting setting = Setting.read(keyword.get(), line, place, findings);
      if (setting != null) {
        settings.add(setting);
      }
    } else if (!HARMLESS_OPTIONS.contains(Keyword.lower(name))) {
      findings.warning(place, "-o " + name + " is not supported, it is left out");
    }
  }
}
