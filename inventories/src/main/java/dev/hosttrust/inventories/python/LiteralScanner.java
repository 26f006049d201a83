// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.python;

import java.math.BigInteger;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The words of a Python literal: brackets, strings, numbers and the three constants. */
final class LiteralScanner {

  // Possessive repeats, here and below: others would take a stack frame a digit.
  private static final String DIGITS = "[0-9](?:_?[0-9])*+";
  private static final Pattern FLOAT =
      Pattern.compile(
          "(?:%1$s\\.(?:%1$s)?|\\.%1$s)(?:[eE][+-]?%1$s)?|%1$s[eE][+-]?%1$s".formatted(DIGITS));
  private static final Pattern INTEGER =
      Pattern.compile(
          "0[xX](?<hex>(?:_?[0-9a-fA-F])++)|0[oO](?<oct>(?:_?[0-7])++)|0[bB](?<bin>(?:_?[01])++)"
              + "|(?<dec>0(?:_?0)*+|[1-9](?:_?[0-9])*+)");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*");

  private static final Map<String, String> JSON_NAMES =
      Map.of("true", "True", "false", "False", "null", "None");

  private final String text;
  private final boolean jsonNames;
  private int at;

  /**
   * @param jsonNames whether {@code true}, {@code false} and {@code null} are constants as well
   */
  LiteralScanner(String text, boolean jsonNames) {
    this.text = text;
    this.jsonNames = jsonNames;
  }

  /** The next character that is not blank, or 0 at the end or before a comment. */
  char peek() {
    while (at < text.length() && " \t\f".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at == text.length() || text.charAt(at) == '#') {
      return 0;
    }
    return text.charAt(at);
  }

  void skip() {
    at++;
  }

  boolean atEnd() {
    return peek() == 0 && (at == text.length() || text.charAt(at) == '#');
  }

  boolean accept(char c) throws NotALiteral {
    char next = peek();
    if (next == 0) {
      if (at < text.length() && text.charAt(at) == 0) {
        throw new NotALiteral();
      }
      return false;
    }
    if (next == c) {
      at++;
      return true;
    }
    return false;
  }

  void expect(char c) throws NotALiteral {
    if (!accept(c)) {
      throw new NotALiteral();
    }
  }

  /** A string (or several in a row), a number, or a constant. */
  @Nullable Object atom() throws NotALiteral {
    char c = peek();
    if (c == '.' || (c >= '0' && c <= '9')) {
      return number();
    }
    var strings = new LiteralStrings(text, at);
    if (strings.startsHere()) {
      String value = strings.read();
      at = strings.end();
      return value;
    }
    return constant();
  }

  private @Nullable Object constant() throws NotALiteral {
    Matcher name = NAME.matcher(text).region(at, text.length());
    if (!name.lookingAt()) {
      throw new NotALiteral();
    }
    at = name.end();
    String word = name.group();
    String constant = jsonNames ? JSON_NAMES.getOrDefault(word, word) : word;
    return switch (constant) {
      case "True" -> true;
      case "False" -> false;
      case "None" -> null;
      default -> throw new NotALiteral();
    };
  }

  private Number number() throws NotALiteral {
    Matcher number = FLOAT.matcher(text).region(at, text.length());
    if (number.lookingAt()) {
      end(number);
      return Double.valueOf(number.group().replace("_", ""));
    }
    number = INTEGER.matcher(text).region(at, text.length());
    if (!number.lookingAt()) {
      throw new NotALiteral();
    }
    end(number);
    if (number.group("hex") != null) {
      return integer(number.group("hex"), 16);
    }
    if (number.group("oct") != null) {
      return integer(number.group("oct"), 8);
    }
    return number.group("bin") != null
        ? integer(number.group("bin"), 2)
        : integer(number.group(), 10);
  }

  /**
   * A number must not run into a letter or another digit: {@code 0644} and {@code 1j} are refused.
   */
  private void end(Matcher number) throws NotALiteral {
    at = number.end();
    if (at < text.length()) {
      char next = text.charAt(at);
      if (Character.isLetterOrDigit(next) || next == '_' || next == '.') {
        throw new NotALiteral();
      }
    }
  }

  private static Number integer(String digits, int radix) throws NotALiteral {
    if (radix == 10 && digits.length() > PythonNumbers.MAX_DIGITS) {
      throw new NotALiteral();
    }
    return PythonNumbers.narrow(new BigInteger(digits.replace("_", ""), radix));
  }
}
