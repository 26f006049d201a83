package dev.hosttrust.controller.ssh.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One line of an ssh_config file, cut into words as {@code argv_split} of OpenSSH does.
 *
 * @param keyword in lower case
 * @param words what follows it; quotes are gone
 * @param place {@code file:line}
 */
record ConfigLine(String keyword, List<String> words, String place) {
  ConfigLine {
    words = List.copyOf(words);
  }

  /**
   * Cuts a line; empty for a comment or an empty line.
   *
   * @throws SshConfigException if a quote does not end, or nothing follows the keyword
   */
  static Optional<ConfigLine> parse(String text, String place) throws SshConfigException {
    String line = text.strip();
    if (line.isEmpty() || line.startsWith("#")) {
      return Optional.empty();
    }
    int end = 0;
    while (end < line.length() && " \t=\"".indexOf(line.charAt(end)) < 0) {
      end++;
    }
    String keyword = line.substring(0, end).toLowerCase(Locale.ROOT);
    String rest = line.substring(end).stripLeading();
    if (rest.startsWith("=")) {
      rest = rest.substring(1).stripLeading();
    }
    List<String> words = words(rest, place);
    if (words.isEmpty()) {
      throw new SshConfigException(place + ": nothing follows " + line.substring(0, end));
    }
    return Optional.of(new ConfigLine(keyword, words, place));
  }

  String first() {
    return words.getFirst();
  }

  private static List<String> words(String text, String place) throws SshConfigException {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
        continue;
      }
      if (text.charAt(at) == '#') {
        break;
      }
      StringBuilder word = new StringBuilder();
      at = word(text, at, word, place);
      words.add(word.toString());
    }
    return words;
  }

  private static int word(String text, int from, StringBuilder word, String place)
      throws SshConfigException {
    char quote = 0;
    int at = from;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\\' && at + 1 < text.length() && "\"'\\".indexOf(text.charAt(at + 1)) >= 0) {
        word.append(text.charAt(++at));
      } else if (quote == 0 && Character.isWhitespace(c)) {
        break;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (quote != 0 && c == quote) {
        quote = 0;
      } else {
        word.append(c);
      }
    }
    if (quote != 0) {
      throw new SshConfigException(place + ": a quote is not closed");
    }
    return at;
  }
}
