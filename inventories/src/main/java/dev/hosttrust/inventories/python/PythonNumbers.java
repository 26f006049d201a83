// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.python;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Python's integers and floats as text. */
public final class PythonNumbers {

  private static final Pattern INT = Pattern.compile("[+-]?[0-9]+(?:_[0-9]+)*");

  /** CPython's default limit for the conversion between text and integer. */
  static final int MAX_DIGITS = 4300;

  private PythonNumbers() {}

  /** {@link Long} where the number fits, else the number itself. */
  public static Number narrow(BigInteger number) {
    return number.bitLength() < Long.SIZE ? (Number) number.longValue() : number;
  }

  static Number negate(long number) {
    return narrow(BigInteger.valueOf(number).negate());
  }

  /** Python's {@code int(text)} for numbers of a sensible size; empty where it raises. */
  public static Optional<Long> parseInt(String text) {
    String stripped = text.strip();
    if (!INT.matcher(stripped).matches()) {
      return Optional.empty();
    }
    var number = new BigInteger(stripped.replace("_", ""));
    return number.bitLength() < Long.SIZE ? Optional.of(number.longValue()) : Optional.empty();
  }

  /**
   * Python's {@code repr(float)}: the shortest digits that read back the same, with an exponent
   * below 1e-4 and from 1e16 on.
   */
  public static String repr(double number) {
    if (Double.isNaN(number)) {
      return "nan";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "inf" : "-inf";
    }
    String java = Double.toString(number);
    double size = Math.abs(number);
    if (size == 0 || (size >= 1e-4 && size < 1e16)) {
      String plain = new BigDecimal(java).stripTrailingZeros().toPlainString();
      return number == 0 ? java : plain.contains(".") ? plain : plain + ".0";
    }
    return withExponent(java);
  }

  /** {@code 1.0E16} becomes {@code 1e+16}. */
  private static String withExponent(String java) {
    int e = java.indexOf('E');
    String mantissa = java.substring(0, e);
    if (mantissa.endsWith(".0")) {
      mantissa = mantissa.substring(0, mantissa.length() - 2);
    }
    int exponent = Integer.parseInt(java.substring(e + 1));
    return String.format(Locale.ROOT, "%se%+03d", mantissa, exponent);
  }
}
