// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.templates;

import dev.hosttrust.inventories.python.PythonNumbers;
import dev.hosttrust.inventories.python.PythonRegex;
import dev.hosttrust.inventories.python.PythonRepr;
import dev.hosttrust.inventories.python.PythonText;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The filters but for {@code default}, which also takes what is undefined.
 *
 * <p>Source of the rules: {@code jinja2/filters.py}, and for {@code bool} and {@code regex_replace}
 * {@code ansible/plugins/filter/core.py}.
 */
final class Filters {

  private static final Pattern FLOAT =
      Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?");

  private Filters() {}

  static @Nullable Object apply(
      String filter,
      @Nullable Object value,
      List<? extends @Nullable Object> positional,
      Map<String, ? extends @Nullable Object> named) {
    return switch (filter) {
      case "lower" -> none(filter, positional, named, text(value).toLowerCase(Locale.ROOT));
      case "upper" -> none(filter, positional, named, text(value).toUpperCase(Locale.ROOT));
      case "string" -> none(filter, positional, named, text(value));
      case "bool" -> none(filter, positional, named, bool(value));
      case "first" -> none(filter, positional, named, end(value, true));
      case "last" -> none(filter, positional, named, end(value, false));
      case "trim" -> trim(text(value), new FilterArguments(filter, positional, named, "chars"));
      case "int" -> integer(value, new FilterArguments(filter, positional, named, "default"));
      case "length", "count" -> none(filter, positional, named, (long) length(filter, value));
      case "replace" ->
          replace(
              text(value), new FilterArguments(filter, positional, named, "old", "new", "count"));
      case "split" -> Methods.call(filter, value, withoutNames(filter, positional, named));
      case "join" -> join(value, new FilterArguments(filter, positional, named, "d"));
      case "regex_replace" ->
          regexReplace(
              text(value),
              new FilterArguments(
                  filter, positional, named, "pattern", "replacement", "ignorecase", "multiline"));
      default -> throw TemplateException.unsupported("the filter '" + filter + "'");
    };
  }

  /** A result where there must be no arguments. */
  private static @Nullable Object none(
      String filter,
      List<? extends @Nullable Object> positional,
      Map<String, ? extends @Nullable Object> named,
      @Nullable Object result) {
    var _ = new FilterArguments(filter, positional, named);
    return result;
  }

  private static List<? extends @Nullable Object> withoutNames(
      String filter,
      List<? extends @Nullable Object> positional,
      Map<String, ? extends @Nullable Object> named) {
    if (!named.isEmpty()) {
      throw TemplateException.unsupported("a named argument of the filter '" + filter + "'");
    }
    return positional;
  }

  private static String text(@Nullable Object value) {
    return PythonRepr.string(value);
  }

  /** Python's {@code bool(value)}. */
  static boolean isTrue(@Nullable Object value) {
    return switch (value) {
      case null -> false;
      case Boolean flag -> flag;
      case String text -> !text.isEmpty();
      case Number number -> number.doubleValue() != 0;
      case List<?> list -> !list.isEmpty();
      case Map<?, ?> map -> !map.isEmpty();
      default -> true;
    };
  }

  private static @Nullable Object bool(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Boolean flag -> flag;
      case Number number -> number.doubleValue() == 1;
      case String text ->
          switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "on", "1", "true" -> true;
            default -> false;
          };
      default -> false;
    };
  }

  private static @Nullable Object end(@Nullable Object value, boolean first) {
    List<?> items = items(first ? "first" : "last", value);
    return items.isEmpty()
        ? new Undefined("there is nothing in the list")
        : first ? items.getFirst() : items.getLast();
  }

  /** What Python gets where it goes through a value. */
  private static List<?> items(String filter, @Nullable Object value) {
    return switch (value) {
      case List<?> list -> list;
      case Map<?, ?> map -> List.copyOf(map.keySet());
      case String text -> text.codePoints().mapToObj(Character::toString).toList();
      case null, default ->
          throw new TemplateException("the filter '%s' needs a list".formatted(filter));
    };
  }

  private static int length(String filter, @Nullable Object value) {
    return value instanceof String text
        ? text.codePointCount(0, text.length())
        : items(filter, value).size();
  }

  /** Unlike the method, the filter takes anything as a text. */
  private static Object replace(String text, FilterArguments call) {
    Object count = call.get("count", null);
    return Methods.replace(
        text,
        text(call.required("old")),
        text(call.required("new")),
        count == null ? -1 : Methods.number("replace", count));
  }

  private static String trim(String text, FilterArguments call) {
    Object chars = call.get("chars", null);
    return chars == null
        ? PythonText.strip(text)
        : PythonText.stripEnd(PythonText.stripStart(text, text(chars)), text(chars));
  }

  private static @Nullable Object integer(@Nullable Object value, FilterArguments call) {
    return switch (value) {
      case Boolean flag -> flag ? 1L : 0L;
      case Double number when Double.isNaN(number) || Double.isInfinite(number) ->
          call.get("default", 0L);
      case Double number -> PythonNumbers.narrow(new BigDecimal(number).toBigInteger());
      case Number number -> number;
      case String text -> {
        Optional<Number> parsed = parse(text);
        yield parsed.isPresent() ? parsed.get() : call.get("default", 0L);
      }
      case null, default -> call.get("default", 0L);
    };
  }

  private static Optional<Number> parse(String text) {
    Optional<Long> whole = PythonNumbers.parseInt(text);
    if (whole.isPresent()) {
      return Optional.of(whole.get());
    }
    String stripped = text.strip();
    return FLOAT.matcher(stripped).matches()
        ? Optional.of(PythonNumbers.narrow(new BigDecimal(stripped).toBigInteger()))
        : Optional.empty();
  }

  private static String join(@Nullable Object value, FilterArguments call) {
    return TextLimit.join(
        text(call.get("d", "")), items("join", value).stream().map(Filters::text).toList());
  }

  private static String regexReplace(String text, FilterArguments call) {
    String pattern = text(call.get("pattern", ""));
    String replacement = text(call.get("replacement", ""));
    boolean ignoreCase = isTrue(call.get("ignorecase", false));
    boolean multiline = isTrue(call.get("multiline", false));
    try {
      return PythonRegex.replace(text, pattern, replacement, ignoreCase, multiline);
    } catch (PatternSyntaxException e) {
      throw new TemplateException(
          "the regular expression '%s' is wrong: %s".formatted(pattern, e.getDescription()));
    } catch (IllegalArgumentException e) {
      throw new TemplateException(
          "the replacement '%s' is wrong: %s".formatted(replacement, e.getMessage()));
    } catch (StackOverflowError e) {
      throw new TemplateException(
          "the regular expression '%s' takes too much memory for its text".formatted(pattern));
    }
  }
}
