// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values that many hosts have in common; each is kept once, and has a number. */
final class Interned<T> {
  private final Map<T, Integer> numbers = new LinkedHashMap<>();

  /** The number of a value, from 0 in the order in which they came. */
  int number(T value) {
    return numbers.computeIfAbsent(value, any -> numbers.size());
  }

  List<T> values() {
    return List.copyOf(numbers.keySet());
  }
}
