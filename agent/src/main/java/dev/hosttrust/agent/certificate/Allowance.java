// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.certificate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is refused because it is a mistake as a rule, and passes where the user says so. */
public enum Allowance {
  /** A certificate that is no CA's and that another one issued, such as a server's. */
  LEAF,

  /** No certificate of the file is valid any more. */
  EXPIRED,

  /** No certificate of the file is valid yet. */
  NOT_YET_VALID;

  /** Such as {@code not-yet-valid}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The allowance with this word. */
  public static Optional<Allowance> of(String word) {
    return Arrays.stream(values()).filter(value -> value.word().equals(word)).findFirst();
  }

  /** All words, for messages. */
  public static String words() {
    return Arrays.stream(values()).map(Allowance::word).collect(Collectors.joining(", "));
  }

  /** How to let it pass, as the end of a remedy. */
  String remedy() {
    return "or let it pass with --allow %s, in a spec file or a task with allow: [%s]"
        .formatted(word(), word());
  }
}
