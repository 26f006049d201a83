// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.documents;

import dev.hosttrust.inventories.python.PythonNumbers;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Types of YAML 1.1 scalars: {@code yes} is true, {@code 0644} is 420, {@code 1:30} is 90, {@code
 * 1e3} is text.
 *
 * <p>Source of the rules: {@code resolver.py} and {@code constructor.py} of PyYAML 6.
 */
final class Yaml11 {

  /** A type of YAML 1.1 that nobody can construct; a lone equals sign has it. */
  private static final Tag VALUE = new Tag(Tag.PREFIX + "value");

  static final Tag TIMESTAMP = new Tag(Tag.PREFIX + "timestamp");

  /** Python reads no longer number either; a longer text would run the patterns out of stack. */
  private static final int MAX_LENGTH = 4300;

  private static final Pattern BOOL =
      Pattern.compile("yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF");
  private static final Pattern FLOAT =
      Pattern.compile(
          "[-+]?[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+][0-9]+)?"
              + "|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
              + "|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*"
              + "|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");
  private static final Pattern INT =
      Pattern.compile(
          "[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+"
              + "|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+");
  private static final Pattern NULL = Pattern.compile("~|null|Null|NULL|");

  private Yaml11() {}

  /** The type of a scalar that stands without quotes and without a tag. */
  static Tag resolve(String text) {
    if (NULL.matcher(text).matches()) {
      return Tag.NULL;
    }
    char first = text.charAt(0);
    if ("yYnNtTfFoO".indexOf(first) >= 0) {
      return BOOL.matcher(text).matches() ? Tag.BOOL : Tag.STR;
    }
    if (text.equals("=")) {
      return VALUE;
    }
    if (first == '<') {
      return text.equals("<<") ? Tag.MERGE : Tag.STR;
    }
    if (text.length() > MAX_LENGTH || "-+.0123456789".indexOf(first) < 0) {
      return Tag.STR;
    }
    if (FLOAT.matcher(text).matches()) {
      return Tag.FLOAT;
    }
    if (INT.matcher(text).matches()) {
      return Tag.INT;
    }
    return Yaml11Timestamp.matches(text) ? TIMESTAMP : Tag.STR;
  }

  /** {@code construct_yaml_bool}. */
  static boolean bool(String text) {
    return switch (text.toLowerCase(java.util.Locale.ROOT)) {
      case "yes", "true", "on" -> true;
      case "no", "false", "off" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  /** {@code construct_yaml_int}. */
  static Number integer(String text) {
    String digits = text.replace("_", "");
    boolean negative = digits.startsWith("-");
    if (negative || digits.startsWith("+")) {
      digits = digits.substring(1);
    }
    BigInteger number;
    if (digits.startsWith("0b")) {
      number = new BigInteger(digits.substring(2), 2);
    } else if (digits.startsWith("0x")) {
      number = new BigInteger(digits.substring(2), 16);
    } else if (digits.startsWith("0") && digits.length() > 1) {
      number = new BigInteger(digits, 8);
    } else {
      number = BigInteger.ZERO;
      for (String part : digits.split(":", -1)) {
        number = number.multiply(BigInteger.valueOf(60)).add(new BigInteger(part));
      }
    }
    return PythonNumbers.narrow(negative ? number.negate() : number);
  }

  /** {@code construct_yaml_float}. */
  static double real(String text) {
    String digits = text.replace("_", "").toLowerCase(java.util.Locale.ROOT);
    double sign = digits.startsWith("-") ? -1 : 1;
    if (digits.startsWith("-") || digits.startsWith("+")) {
      digits = digits.substring(1);
    }
    if (digits.equals(".inf")) {
      return sign * Double.POSITIVE_INFINITY;
    }
    if (digits.equals(".nan")) {
      return Double.NaN;
    }
    double number = 0;
    for (String part : digits.split(":", -1)) {
      number = number * 60 + Double.parseDouble(part);
    }
    return sign * number;
  }
}
