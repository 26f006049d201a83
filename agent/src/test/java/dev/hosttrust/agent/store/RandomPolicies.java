// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes texts of policies that Firefox reads, with blanks, names and values by chance. */
final class RandomPolicies {
  private static final List<String> BLANKS =
      List.of("", "", "", " ", "\n", "\r\n  ", "\t", "\n\n ");
  private static final List<String> NAMES =
      List.of("a", "", "\\n", "{", "policies", "Install", "ü");
  private static final List<String> LITERALS =
      List.of("0", "-1.5e+300", "true", "null", "\"\"", "\"[\\\",\\u00e9\"", "\"/usr/x.crt\"");

  private final Random random;

  private RandomPolicies(Random random) {
    this.random = random;
  }

  static String text(long seed) {
    RandomPolicies policies = new RandomPolicies(new Random(seed));
    return policies.path(List.of("policies", "Certificates", "Install"));
  }

  /** An object in which the names lead to an array, or end on the way. */
  private String path(List<String> names) {
    String rest =
        names.size() == 1 ? list("[", "]", () -> value(2)) : path(names.subList(1, names.size()));
    String inside = random.nextInt(5) == 0 ? "" : "\"" + names.getFirst() + "\"" + colon() + rest;
    String others = list("", "", () -> member("x" + any(NAMES), value(3)));
    String both = random.nextBoolean() ? join(inside, others) : join(others, inside);
    return any(BLANKS) + "{" + both + any(BLANKS) + "}" + any(BLANKS);
  }

  private String join(String first, String second) {
    return first.isBlank() || second.isBlank()
        ? first + second
        : first + any(BLANKS) + "," + second;
  }

  private String value(int depth) {
    return switch (depth == 0 ? 0 : random.nextInt(3)) {
      case 1 -> list("[", "]", () -> value(depth - 1));
      case 2 -> list("{", "}", () -> member(any(NAMES), value(depth - 1)));
      default -> any(LITERALS);
    };
  }

  private String member(String name, String value) {
    return "\"" + name + "\"" + colon() + value;
  }

  private String colon() {
    return any(BLANKS) + ":" + any(BLANKS);
  }

  private String list(String open, String close, Supplier<String> item) {
    return IntStream.range(0, random.nextInt(4))
        .mapToObj(any -> any(BLANKS) + item.get() + any(BLANKS))
        .collect(Collectors.joining(",", any(BLANKS) + open, any(BLANKS) + close + any(BLANKS)));
  }

  private String any(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
