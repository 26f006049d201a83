package dev.hosttrust.inventories.python;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions and shell globs as Python understands them.
 *
 * <p>Both engines share most of their syntax. What differs and is common is translated: named
 * groups, {@code \Z}, and {@code [} inside a character class.
 */
public final class PythonRegex {

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
