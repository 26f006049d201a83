// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.python;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions and shell globs as Python understands them.
 *
 * <p>Both engines share most of their syntax. What differs and is common is translated: named
 * groups, {@code \Z}, and {@code [} inside a character class.
 */
public final class PythonRegex {

  /** Of a replacement: a group by number or by name, or one character that is escaped. */
  private static final Pattern ESCAPE =
      Pattern.compile(
          "\\\\(?:(?<number>[1-9][0-9]?)|g<(?<index>[0-9]{1,2})>|g<(?<name>[A-Za-z_]\\w*)>|.)",
          Pattern.DOTALL);

  private PythonRegex() {}

  /**
   * {@code re.compile}; to be used with {@link java.util.regex.Matcher#lookingAt}, which is {@code
   * re.match}.
   *
   * @throws PatternSyntaxException if the expression is wrong
   */
  public static Pattern compile(String expression) {
    return Pattern.compile(translate(expression), Pattern.UNICODE_CHARACTER_CLASS);
  }

  /**
   * {@code re.sub}; groups in the replacement are {@code \\1}, {@code \\g<1>}, {@code \\g<name>}.
   *
   * @throws PatternSyntaxException if the expression is wrong
   * @throws IllegalArgumentException if the replacement has an escape that Python has not, or a
   *     group that the expression has not
   */
  public static String replace(
      String text, String expression, String replacement, boolean ignoreCase, boolean multiline) {
    int flags = Pattern.UNICODE_CHARACTER_CLASS | Pattern.UNIX_LINES;
    flags |= ignoreCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
    flags |= multiline ? Pattern.MULTILINE : 0;
    return Pattern.compile(translate(expression), flags)
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(expand(replacement, match)));
  }

  private static String expand(String replacement, MatchResult match) {
    return ESCAPE.matcher(replacement).replaceAll(e -> Matcher.quoteReplacement(escape(e, match)));
  }

  private static String escape(MatchResult escape, MatchResult match) {
    String plain = escape.group("number");
    String number = plain == null ? escape.group("index") : plain;
    String name = escape.group("name");
    if (number == null && name == null) {
      return character(escape.group());
    }
    try {
      String group = number == null ? match.group(name) : match.group(Integer.parseInt(number));
      return group == null ? "" : group;
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("no such group " + escape.group(), e);
    }
  }

  private static String character(String escape) {
    char c = escape.charAt(1);
    switch (c) {
      case 'n':
        return "\n";
      case 'r':
        return "\r";
      case 't':
        return "\t";
      case '\\':
        return "\\";
      default:
        if (c < 128 && Character.isLetterOrDigit(c)) {
          throw new IllegalArgumentException("bad escape " + escape);
        }
        return escape;
    }
  }

  private static String translate(String expression) {
    var java = new StringBuilder();
    boolean inClass = false;
    for (int i = 0; i < expression.length(); i++) {
      char c = expression.charAt(i);
      if (c == '\\' && i + 1 < expression.length()) {
        char next = expression.charAt(++i);
        java.append('\\').append(next == 'Z' && !inClass ? 'z' : next);
      } else if (inClass) {
        if (c == '[' || c == '&') {
          java.append('\\');
        }
        java.append(c);
        inClass = c != ']';
      } else if (c == '[') {
        inClass = true;
        java.append(c);
        i = copyClassStart(expression, i, java);
      } else if (expression.startsWith("(?P<", i)) {
        java.append("(?<");
        i += 3;
      } else if (expression.startsWith("(?P=", i)) {
        int close = expression.indexOf(')', i);
        java.append("\\k<").append(expression, i + 4, Math.max(close, i + 4)).append('>');
        i = close < 0 ? expression.length() : close;
      } else {
        java.append(c);
      }
    }
    return java.toString();
  }

  /** A {@code ]} that comes first in a class is a member of it. */
  private static int copyClassStart(String expression, int open, StringBuilder java) {
    int i = open;
    if (i + 1 < expression.length() && expression.charAt(i + 1) == '^') {
      java.append('^');
      i++;
    }
    if (i + 1 < expression.length() && expression.charAt(i + 1) == ']') {
      java.append("\\]");
      i++;
    }
    return i;
  }

  /** {@code fnmatch.translate}: {@code *}, {@code ?}, {@code [a-c]} and {@code [!a-c]}. */
  public static Pattern glob(String glob) {
    var regex = new StringBuilder();
    int i = 0;
    while (i < glob.length()) {
      char c = glob.charAt(i++);
      switch (c) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        case '[' -> i = globClass(glob, i, regex);
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex + "\\z", Pattern.DOTALL);
  }

  /** Translates a class that starts before {@code start}; returns where to go on. */
  private static int globClass(String glob, int start, StringBuilder regex) {
    int end = start;
    if (end < glob.length() && glob.charAt(end) == '!') {
      end++;
    }
    if (end < glob.length() && glob.charAt(end) == ']') {
      end++;
    }
    end = glob.indexOf(']', end);
    if (end < 0) {
      regex.append("\\[");
      return start;
    }
    boolean negated = glob.charAt(start) == '!';
    String members = members(glob.substring(negated ? start + 1 : start, end));
    if (members.isEmpty()) {
      regex.append(negated ? "." : "(?!)");
    } else {
      regex.append(negated ? "[^" : "[").append(members).append(']');
    }
    return end + 1;
  }

  /** Single characters and ranges; a range that runs backwards has no members. */
  private static String members(String text) {
    var members = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      char from = text.charAt(i);
      boolean range = i + 2 < text.length() && text.charAt(i + 1) == '-';
      char to = range ? text.charAt(i + 2) : from;
      if (from <= to) {
        members.append("\\x{%x}-\\x{%x}".formatted((int) from, (int) to));
      }
      i += range ? 3 : 1;
    }
    return members.toString();
  }
}
