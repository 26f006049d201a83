// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.templates;

import dev.hosttrust.inventories.python.PythonDict;
import dev.hosttrust.inventories.python.PythonNumbers;
import dev.hosttrust.inventories.python.PythonRepr;
import dev.hosttrust.inventories.python.PythonTuple;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Python's operators for the values that variables have.
 *
 * <p>Source of the rules: the Python language reference, "Expressions"; {@code ~} is Jinja's own.
 */
final class Operators {

  private Operators() {}

  static Object apply(String operator, @Nullable Object left, @Nullable Object right) {
    if (operator.equals("~")) {
      String start = PythonRepr.string(left);
      return joined(start, PythonRepr.string(right));
    }
    if (left instanceof Boolean || right instanceof Boolean) {
      throw TemplateException.unsupported("'" + operator + "' with a truth value");
    }
    if (left instanceof Number a && right instanceof Number b) {
      return operator.equals("+") ? sum(a, b) : sum(a, negative(b));
    }
    if (operator.equals("+") && left instanceof String a && right instanceof String b) {
      return joined(a, b);
    }
    if (operator.equals("+") && isList(left) && isList(right)) {
      List<@Nullable Object> items = new ArrayList<>((List<?>) left);
      items.addAll((List<?>) right);
      return items;
    }
    throw new TemplateException(
        "'%s' does not go with %s and %s; make them both texts, numbers or lists"
            .formatted(operator, kind(left), kind(right)));
  }

  private static boolean isList(@Nullable Object value) {
    return value instanceof List && !(value instanceof PythonTuple);
  }

  private static String joined(String start, String end) {
    TextLimit.check((long) start.length() + end.length());
    return start + end;
  }

  private static Number sum(Number a, Number b) {
    return a instanceof Double || b instanceof Double
        ? (Number) (a.doubleValue() + b.doubleValue())
        : PythonNumbers.narrow(whole(a).add(whole(b)));
  }

  private static Number negative(Number number) {
    return number instanceof Double real
        ? (Number) (-real)
        : PythonNumbers.narrow(whole(number).negate());
  }

  private static BigInteger whole(Number number) {
    return number instanceof BigInteger big ? big : BigInteger.valueOf(number.longValue());
  }

  /**
   * @param operator a comparison, or {@code in}
   */
  static boolean compare(String operator, @Nullable Object left, @Nullable Object right) {
    return switch (operator) {
      case "==" -> isEqual(left, right);
      case "!=" -> !isEqual(left, right);
      case "in" -> isIn(left, right);
      case "<" -> order(operator, left, right) < 0;
      case "<=" -> order(operator, left, right) <= 0;
      case ">" -> order(operator, left, right) > 0;
      default -> order(operator, left, right) >= 0;
    };
  }

  private static boolean isEqual(@Nullable Object left, @Nullable Object right) {
    return Objects.equals(comparable(left), comparable(right));
  }

  /** In a form in which Java finds equal what Python does: {@code True}, {@code 1}, {@code 1.0}. */
  private static @Nullable Object comparable(@Nullable Object value) {
    return switch (value) {
      case PythonTuple tuple -> throw TemplateException.unsupported("a comparison of tuples");
      case List<?> list -> list.stream().map(Operators::comparable).toList();
      case Map<?, ?> map -> throw TemplateException.unsupported("a comparison of dictionaries");
      case null, default -> PythonDict.canonical(value);
    };
  }

  private static boolean isIn(@Nullable Object item, @Nullable Object container) {
    return switch (container) {
      case List<?> list -> list.stream().anyMatch(other -> isEqual(item, other));
      case Map<?, ?> map when item instanceof List || item instanceof Map ->
          throw new TemplateException(
              "'in' does not go with %s and a dictionary".formatted(kind(item)));
      case Map<?, ?> map -> map.keySet().stream().anyMatch(key -> isEqual(item, key));
      case String text when item instanceof String part -> text.contains(part);
      case null, default ->
          throw new TemplateException(
              "'in' does not go with %s and %s".formatted(kind(item), kind(container)));
    };
  }

  private static int order(String operator, @Nullable Object left, @Nullable Object right) {
    if (number(left) instanceof Number a && number(right) instanceof Number b) {
      return decimal(a).compareTo(decimal(b));
    }
    if (left instanceof List && right instanceof List) {
      throw TemplateException.unsupported("'" + operator + "' with lists");
    }
    if (left instanceof String a && right instanceof String b) {
      return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    }
    throw new TemplateException(
        "'%s' does not go with %s and %s".formatted(operator, kind(left), kind(right)));
  }

  /** A truth value counts as a number, as in Python. Infinity and NaN are not supported: null. */
  private static @Nullable Object number(@Nullable Object value) {
    return switch (value) {
      case Boolean flag -> flag ? 1L : 0L;
      case Double real when !Double.isFinite(real) -> null;
      case null, default -> value;
    };
  }

  private static BigDecimal decimal(Number number) {
    return number instanceof Double real ? new BigDecimal(real) : new BigDecimal(whole(number));
  }

  /** Without the value, which may be a password. */
  static String kind(@Nullable Object value) {
    return switch (value) {
      case null -> "none";
      case Boolean flag -> "a truth value";
      case Number number -> "a number";
      case String text -> "a text";
      case List<?> list -> "a list";
      case Map<?, ?> map -> "a dictionary";
      default -> "a value of another kind";
    };
  }
}
