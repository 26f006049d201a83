// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Values that many hosts have in common; each is kept once, and has a number. */
final class Interned<T> {
  private final Map<T, Integer> numbers = new LinkedHashMap<>();
  private final Room room;
  private final ToLongFunction<T> characters;
  private final T inPlace;

  /**
   * @param room for values
   * @param characters how much of it a value takes
   * @param inPlace stands for values for which there is no room
   */
  Interned(Room room, ToLongFunction<T> characters, T inPlace) {
    this.room = room;
    this.characters = characters;
    this.inPlace = inPlace;
  }

  /** The number of a value, from 0 in the order in which they came. */
  int number(T value) {
    Integer known = numbers.get(value);
    if (known != null) {
      return known;
    }
    T kept = room.take(characters.applyAsLong(value)) ? value : inPlace;
    return numbers.computeIfAbsent(kept, any -> numbers.size());
  }

  List<T> values() {
    return List.copyOf(numbers.keySet());
  }
}
