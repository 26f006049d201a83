// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.vars;

import dev.hosttrust.inventories.values.Variable;
import dev.hosttrust.words.Location;
import dev.hosttrust.words.ProblemsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code name=value} pairs between blanks; quotes and braces keep a value together.
 *
 * <p>Source of the rules: {@code parse_kv} and {@code split_args} in {@code
 * ansible/parsing/splitter.py}. One difference: a word without {@code =}, which Ansible drops, is a
 * problem.
 */
final class KeyValues {

  private static final Pattern ESCAPE =
      Pattern.compile(
          "\\\\(?:U([0-9a-fA-F]{8})|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\\\\'\"abfnrtv]))");

  private KeyValues() {}

  static Map<String, Variable> parse(String text, Location location) {
    Map<String, Variable> variables = new LinkedHashMap<>();
    for (String word : words(text, location)) {
      String decoded = decode(word);
      int equals = firstEquals(decoded);
      if (equals < 0) {
        throw ProblemsException.at(
            location,
            "write name=value; a word has no =. Quote a value that has blanks in it: name='a b'");
      }
      String value = unquote(decoded.substring(equals + 1).strip());
      variables.put(decoded.substring(0, equals).strip(), new Variable(value, location));
    }
    return variables;
  }

  /** The first {@code =} that is neither the first character nor escaped. */
  private static int firstEquals(String word) {
    int equals = word.indexOf('=', 1);
    while (equals > 0 && word.charAt(equals - 1) == '\\') {
      equals = word.indexOf('=', equals + 1);
    }
    return equals;
  }

  private static List<String> words(String text, Location location) {
    List<String> words = new ArrayList<>();
    var word = new StringBuilder();
    char quote = 0;
    int braces = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean escaped = i > 0 && text.charAt(i - 1) == '\\';
      if ((c == '"' || c == '\'') && !escaped && (quote == 0 || quote == c)) {
        quote = quote == 0 ? c : 0;
      } else if (isBrace(text, i, '{')) {
        braces++;
      } else if (isBrace(text, i, '}')) {
        braces = Math.max(0, braces - 1);
      }
      if (Character.isWhitespace(c) && quote == 0 && braces == 0) {
        add(word, words);
      } else {
        word.append(c);
      }
    }
    add(word, words);
    if (quote != 0 || braces != 0) {
      throw ProblemsException.at(location, "a quote or {{ is not closed");
    }
    return words;
  }

  /** Whether a pair of braces starts here. */
  private static boolean isBrace(String text, int at, char brace) {
    return text.charAt(at) == brace && at + 1 < text.length() && text.charAt(at + 1) == brace;
  }

  private static void add(StringBuilder word, List<String> words) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  private static String decode(String word) {
    return ESCAPE.matcher(word).replaceAll(m -> Matcher.quoteReplacement(decode(m)));
  }

  private static String decode(MatchResult escape) {
    for (int group = 1; group <= 3; group++) {
      if (escape.group(group) != null) {
        return Character.toString(Integer.parseInt(escape.group(group), 16));
      }
    }
    return switch (escape.group(4)) {
      case "a" -> "\u0007";
      case "b" -> "\b";
      case "f" -> "\f";
      case "n" -> "\n";
      case "r" -> "\r";
      case "t" -> "\t";
      case "v" -> "\u000b";
      case String same -> same;
    };
  }

  private static String unquote(String value) {
    int last = value.length() - 1;
    boolean quoted =
        last > 0
            && value.charAt(0) == value.charAt(last)
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(last - 1) != '\\';
    return quoted ? value.substring(1, last) : value;
  }
}
