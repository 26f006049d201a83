// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import dev.hosttrust.controller.ssh.algorithms.AlgorithmKind;
import dev.hosttrust.controller.ssh.hostkey.Wildcard;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A list of algorithms as ssh_config(5) has it: {@code a,b} in place of the usual ones, {@code
 * +a,b} behind them, {@code ^a,b} before them, {@code -a,b} without them. Source of the rules:
 * {@code kex_assemble_names} in OpenSSH's kex-names.c.
 */
final class AlgorithmList {
  /** About the order of ssh's own table of keys, in which a pattern finds them. */
  private static final Comparator<String> TABLE =
      Comparator.comparing((String name) -> !name.startsWith("ssh-ed25519"))
          .thenComparing(Comparator.naturalOrder());

  private final AlgorithmKind kind;
  private final char sign;
  private final List<String> patterns;

  private AlgorithmList(AlgorithmKind kind, char sign, List<String> patterns) {
    this.kind = kind;
    this.sign = sign;
    this.patterns = patterns;
  }

  static AlgorithmList of(AlgorithmKind kind, String text) {
    char first = text.isEmpty() ? ' ' : text.charAt(0);
    boolean signed = "+-^".indexOf(first) >= 0;
    String names = signed ? text.substring(1) : text;
    return new AlgorithmList(kind, signed ? first : ' ', List.of(names.split(",")));
  }

  /** Whether all names are the operator's. */
  boolean isWhole() {
    return sign == ' ';
  }

  /** Whether the order is the operator's own: {@code ssh_kex2} in OpenSSH's sshconnect2.c. */
  boolean isOrdered() {
    return sign == ' ' || sign == '^';
  }

  /**
   * What a library may use, best first. Names that only ssh has are left out, as if a host did not
   * have them; empty if none is left, or ssh itself would not understand the list.
   */
  Optional<List<String>> possible() {
    if (sign != '-' && !patterns.stream().allMatch(this::isKnown)) {
      return Optional.empty();
    }
    SequencedSet<String> names = new LinkedHashSet<>();
    switch (sign) {
      case '-' -> kind.usual().stream().filter(Predicate.not(this::isMeant)).forEach(names::add);
      case '+' -> Stream.concat(kind.usual().stream(), meant()).forEach(names::add);
      case '^' -> Stream.concat(meant(), kind.usual().stream()).forEach(names::add);
      default -> meant().forEach(names::add);
    }
    return names.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(names));
  }

  /** What the patterns stand for, as far as a library has it, in the order of the patterns. */
  private Stream<String> meant() {
    return patterns.stream()
        .flatMap(
            pattern ->
                kind.possible().stream()
                    .filter(name -> Wildcard.match(pattern, name))
                    .sorted(TABLE));
  }

  private boolean isKnown(String pattern) {
    return kind.known().stream().anyMatch(name -> Wildcard.match(pattern, name));
  }

  private boolean isMeant(String name) {
    return patterns.stream().anyMatch(pattern -> Wildcard.match(pattern, name));
  }
}
