// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.templates;

import dev.hosttrust.inventories.python.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The methods of Python's texts, and {@code get} of its dictionaries, that templates may call.
 *
 * <p>Source of the rules: the Python Standard Library, "String Methods".
 */
final class Methods {

  private Methods() {}

  static @Nullable Object call(
      String method, @Nullable Object of, List<? extends @Nullable Object> arguments) {
    return switch (of) {
      case String text -> ofText(method, text, new Given(method, arguments));
      case Map<?, ?> map when method.equals("get") -> get(map, new Given(method, arguments));
      case Scope host when method.equals("get") -> get(host, new Given(method, arguments));
      case null, default ->
          throw TemplateException.unsupported(
              "the method '%s' of %s".formatted(method, Operators.kind(of)));
    };
  }

  /**
   * The arguments of a method by their places.
   *
   * @param method for messages
   */
  private record Given(String method, List<? extends @Nullable Object> values) {

    void atMost(int most) {
      if (values.size() > most) {
        throw new TemplateException(
            "the method '%s' takes at most %d arguments".formatted(method, most));
      }
    }

    /** An argument, or null where it is not given or none. */
    @Nullable Object at(int index) {
      return index < values.size() ? Scope.defined(values.get(index)) : null;
    }

    String text(int index) {
      if (at(index) instanceof String text) {
        return text;
      }
      throw new TemplateException("the method '%s' needs a text".formatted(method));
    }

    int number(int index) {
      return index < values.size() ? Methods.number(method, at(index)) : -1;
    }
  }

  private static Object ofText(String method, String text, Given given) {
    given.atMost(
        switch (method) {
          case "lower", "upper" -> 0;
          case "split" -> 2;
          case "replace" -> 3;
          default -> 1;
        });
    return switch (method) {
      case "lower" -> text.toLowerCase(Locale.ROOT);
      case "upper" -> text.toUpperCase(Locale.ROOT);
      case "startswith" -> text.startsWith(given.text(0));
      case "endswith" -> text.endsWith(given.text(0));
      case "strip" -> stripEnd(stripStart(text, given), given);
      case "lstrip" -> stripStart(text, given);
      case "rstrip" -> stripEnd(text, given);
      case "split" -> split(text, given);
      case "replace" -> replace(text, given.text(0), given.text(1), given.number(2));
      case "join" -> TextLimit.join(text, texts(given.at(0)));
      default -> throw TemplateException.unsupported("the method '" + method + "' of a text");
    };
  }

  private static @Nullable Object get(Map<?, ?> map, Given given) {
    given.atMost(2);
    Object key = given.at(0);
    return map.containsKey(key)
        ? map.get(key)
        : given.values().size() < 2 ? null : given.values().get(1);
  }

  private static @Nullable Object get(Scope host, Given given) {
    given.atMost(2);
    String name = given.text(0);
    return host.variables().contains(name)
        ? host.variable(name)
        : given.values().size() < 2 ? null : given.values().get(1);
  }

  private static String stripStart(String text, Given given) {
    return given.at(0) == null
        ? PythonText.stripStart(text)
        : PythonText.stripStart(text, given.text(0));
  }

  private static String stripEnd(String text, Given given) {
    return given.at(0) == null
        ? PythonText.stripEnd(text)
        : PythonText.stripEnd(text, given.text(0));
  }

  private static List<String> split(String text, Given given) {
    int most = given.number(1);
    int limit = most < 0 ? Integer.MAX_VALUE : most;
    return given.at(0) == null ? words(text, limit) : split(text, given.text(0), limit);
  }

  private static List<String> split(String text, String separator, int limit) {
    if (separator.isEmpty()) {
      throw new TemplateException("the method 'split' needs a separator that is not empty");
    }
    List<String> parts = new ArrayList<>();
    int start = 0;
    int end = text.indexOf(separator);
    while (end >= 0 && parts.size() < limit) {
      parts.add(text.substring(start, end));
      start = end + separator.length();
      end = text.indexOf(separator, start);
    }
    parts.add(text.substring(start));
    return parts;
  }

  /** Between runs of blanks; behind the last split the blanks at the end stay. */
  private static List<String> words(String text, int limit) {
    List<String> words = new ArrayList<>();
    String rest = PythonText.stripStart(text);
    while (!rest.isEmpty() && words.size() < limit) {
      int end = 0;
      while (end < rest.length() && PythonText.indent(rest.substring(end, end + 1)) == 0) {
        end++;
      }
      words.add(rest.substring(0, end));
      rest = PythonText.stripStart(rest.substring(end));
    }
    if (!rest.isEmpty()) {
      words.add(rest);
    }
    return words;
  }

  /**
   * {@code str.replace}.
   *
   * @param count how often at most; below zero without a limit
   */
  static String replace(String text, String old, String replacement, int count) {
    var result = new StringBuilder();
    int copied = 0;
    int done = 0;
    int at = text.indexOf(old);
    while (at >= 0 && done != count) {
      TextLimit.check((long) result.length() + at - copied + replacement.length());
      result.append(text, copied, at).append(replacement);
      copied = at + old.length();
      done++;
      int next = old.isEmpty() ? at + 1 : copied;
      at = next > text.length() ? -1 : text.indexOf(old, next);
    }
    return result.append(text, copied, text.length()).toString();
  }

  private static List<String> texts(@Nullable Object items) {
    List<String> texts = new ArrayList<>();
    switch (items) {
      case String text -> text.codePoints().forEach(c -> texts.add(Character.toString(c)));
      case List<?> list -> list.forEach(item -> texts.add(text(item)));
      case null, default -> throw new TemplateException("the method 'join' needs a list of texts");
    }
    return texts;
  }

  private static String text(@Nullable Object item) {
    if (item instanceof String text) {
      return text;
    }
    throw new TemplateException("the method 'join' needs a list of texts");
  }

  static int number(String name, @Nullable Object value) {
    if (value instanceof Long number && Math.abs(number) < Integer.MAX_VALUE) {
      return number.intValue();
    }
    throw new TemplateException("'%s' needs a number there".formatted(name));
  }
}
