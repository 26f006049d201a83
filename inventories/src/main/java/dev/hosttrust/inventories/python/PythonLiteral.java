// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.python;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code ast.literal_eval}, as the INI format applies it to every value.
 *
 * <p>Strings become {@link String}, integers {@link Long} or {@link java.math.BigInteger}, floats
 * {@link Double}, lists and tuples {@link List}, dicts {@link Map}; {@code True}, {@code False} and
 * {@code None} become {@link Boolean} and null. Sets, complex numbers and {@code ...} have no
 * counterpart in JSON and stay text. Source of the rules: {@code ast.py} of CPython 3.11 and the
 * Python language reference, "Lexical analysis".
 */
public final class PythonLiteral {

  /** CPython refuses deeper nesting as "too many nested parentheses". */
  private static final int MAX_DEPTH = 200;

  private final LiteralScanner scanner;
  private int depth;

  private PythonLiteral(LiteralScanner scanner) {
    this.scanner = scanner;
  }

  /** The value of a Python literal; any other text as it stands. */
  public static @Nullable Object valueOrText(String text) {
    return mayBeLiteral(text) ? valueOrText(text, false) : text;
  }

  /**
   * The same where {@code true}, {@code false} and {@code null} are constants too, as in what
   * Ansible's templates make ({@code Json2Python}).
   */
  public static @Nullable Object templatedValueOrText(String text) {
    return valueOrText(text, true);
  }

  private static @Nullable Object valueOrText(String text, boolean jsonNames) {
    try {
      return new PythonLiteral(new LiteralScanner(text, jsonNames)).whole();
    } catch (NotALiteral e) {
      return text;
    }
  }

  /** Sorts out the many plain words quickly. */
  private static boolean mayBeLiteral(String text) {
    String start = text.stripLeading();
    if (start.isEmpty()) {
      return false;
    }
    char c = start.charAt(0);
    if (!Character.isLetter(c)) {
      return c < 128;
    }
    return start.startsWith("True")
        || start.startsWith("False")
        || start.startsWith("None")
        || start.indexOf('\'') >= 0
        || start.indexOf('"') >= 0;
  }

  private @Nullable Object whole() throws NotALiteral {
    Object first = element();
    if (scanner.accept(',')) {
      List<@Nullable Object> tuple = new ArrayList<>();
      tuple.add(first);
      while (!scanner.atEnd()) {
        tuple.add(element());
        if (!scanner.accept(',')) {
          break;
        }
      }
      first = new PythonTuple(tuple);
    }
    if (!scanner.atEnd()) {
      throw new NotALiteral();
    }
    return first;
  }

  private @Nullable Object element() throws NotALiteral {
    if (++depth > MAX_DEPTH) {
      throw new NotALiteral();
    }
    Object value =
        switch (scanner.peek()) {
          case '[' -> list();
          case '(' -> parenthesised();
          case '{' -> dict();
          case '+', '-' -> signed();
          default -> scanner.atom();
        };
    depth--;
    return value;
  }

  private Object signed() throws NotALiteral {
    boolean negative = scanner.peek() == '-';
    scanner.skip();
    return switch (unsigned()) {
      case Long n -> negative ? PythonNumbers.negate(n) : n;
      case java.math.BigInteger n -> negative ? PythonNumbers.narrow(n.negate()) : n;
      case Double n -> negative ? -n : n;
      case null, default -> throw new NotALiteral();
    };
  }

  /** A sign may stand before a number in parentheses, but not before another sign. */
  private @Nullable Object unsigned() throws NotALiteral {
    if (!scanner.accept('(')) {
      return scanner.atom();
    }
    if (++depth > MAX_DEPTH) {
      throw new NotALiteral();
    }
    Object value = unsigned();
    scanner.expect(')');
    depth--;
    return value;
  }

  private List<@Nullable Object> list() throws NotALiteral {
    scanner.skip();
    List<@Nullable Object> items = new ArrayList<>();
    while (!scanner.accept(']')) {
      items.add(element());
      if (!scanner.accept(',')) {
        scanner.expect(']');
        break;
      }
    }
    return Collections.unmodifiableList(items);
  }

  /** A tuple, or a value in parentheses. */
  private @Nullable Object parenthesised() throws NotALiteral {
    scanner.skip();
    List<@Nullable Object> items = new ArrayList<>();
    boolean comma = false;
    while (!scanner.accept(')')) {
      items.add(element());
      if (!scanner.accept(',')) {
        scanner.expect(')');
        break;
      }
      comma = true;
    }
    return items.size() == 1 && !comma ? items.getFirst() : new PythonTuple(items);
  }

  private Map<@Nullable Object, @Nullable Object> dict() throws NotALiteral {
    scanner.skip();
    var entries = new PythonDict();
    while (!scanner.accept('}')) {
      Object key = element();
      if (key instanceof Map || key instanceof List) {
        throw new NotALiteral();
      }
      scanner.expect(':');
      entries.put(key, element());
      if (!scanner.accept(',')) {
        scanner.expect('}');
        break;
      }
    }
    return entries.asMap();
  }
}
