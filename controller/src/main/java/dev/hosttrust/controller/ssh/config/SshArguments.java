// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The words of {@code ansible_ssh_args} and its companions, read as ssh(1) reads its command line.
 */
final class SshArguments {
  /** Options with a value. */
  private static final String WITH_VALUE = "bceilmopBDEFIJLOPQRSwW";

  /** Options of either kind that change nothing for a command without a terminal. */
  private static final String HARMLESS = "aACEekMnqSTtvXxYy";

  /** Flags that mean an option that only ssh does. */
  private static final Map<Character, String> BY_SSH =
      Map.of('4', "AddressFamily", '6', "AddressFamily", 'K', "GSSAPIAuthentication");

  /** The same for options with a value. */
  private static final Map<Character, String> BY_SSH_WITH_VALUE =
      Map.of(
          'b', "BindAddress",
          'B', "BindInterface",
          'c', "Ciphers",
          'I', "PKCS11Provider",
          'm', "MACs");

  private Location place = Location.of("ansible_ssh_args");
  private final List<Setting> settings = new ArrayList<>();
  private final Findings findings = new Findings();
  private final List<OtherSetting> others = new ArrayList<>();
  private final List<String> forSsh = new ArrayList<>();
  private @Nullable String jump;
  private @Nullable String configFile;

  private SshArguments() {}

  /**
   * Reads the words.
   *
   * @param sources where they come from, for messages, with the words from there
   */
  static SshArguments read(SequencedMap<String, List<String>> sources) {
    SshArguments arguments = new SshArguments();
    sources.forEach(arguments::add);
    return arguments;
  }

  static SshArguments read(List<String> words, String source) {
    SshArguments arguments = new SshArguments();
    arguments.add(source, words);
    return arguments;
  }

  private void add(String source, List<String> words) {
    place = Location.of(source);
    List<String> left = new ArrayList<>(words);
    while (!left.isEmpty()) {
      word(left.removeFirst(), left);
    }
  }

  List<Setting> settings() {
    return List.copyOf(settings);
  }

  /** What was found while they were read. */
  Findings findings() {
    return findings;
  }

  /** Options that no library does. */
  List<OtherSetting> others() {
    return List.copyOf(others);
  }

  /** {@code -J}. */
  Optional<String> jump() {
    return Optional.ofNullable(jump);
  }

  /** The words that are for ssh where it is called, but for {@code -F} and {@code -J}. */
  List<String> forSsh() {
    return List.copyOf(forSsh);
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
    String name = BY_SSH.get(letter);
    if (name != null) {
      forSsh.add("-" + letter);
      others.add(new OtherSetting(name, "-" + letter, place));
    } else if (HARMLESS.indexOf(letter) < 0) {
      findings.warning(place, "-" + letter + " is not supported, it is left out");
    }
  }

  private void option(char letter, String value) {
    switch (letter) {
      case 'o' -> {
        forSsh.addAll(List.of("-o", value));
        named(value);
      }
      case 'F' -> configFile = value;
      case 'b', 'B', 'c', 'I', 'm' -> {
        forSsh.addAll(List.of("-" + letter, value));
        others.add(new OtherSetting(BY_SSH_WITH_VALUE.getOrDefault(letter, ""), value, place));
      }
      case 'J' -> {
        jump = value;
        add('J', Keyword.PROXY_JUMP, value);
      }
      case 'i' -> add('i', Keyword.IDENTITY_FILE, value);
      case 'l' -> add('l', Keyword.USER, value);
      case 'p' -> add('p', Keyword.PORT, value);
      default -> flag(letter);
    }
  }

  private void add(char letter, Keyword keyword, String value) {
    if (keyword != Keyword.PROXY_JUMP) {
      forSsh.addAll(List.of("-" + letter, value));
    }
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
    } else {
      others.add(OtherSetting.read(name, line, place));
    }
  }
}
