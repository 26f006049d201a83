// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.templates;

import java.util.List;

/** Bounds the length of what a template makes: a few short lines can ask for gigabytes. */
final class TextLimit {

  private static final int MAX_LENGTH = 1_000_000;

  private TextLimit() {}

  /**
   * @param length of a text that is about to be made, in characters
   */
  static void check(long length) {
    if (length > MAX_LENGTH) {
      throw new TemplateException("it makes a text of more than a million characters");
    }
  }

  /** {@code separator.join(texts)}. */
  static String join(String separator, List<String> texts) {
    long length = texts.stream().mapToLong(String::length).sum();
    check(length + (long) separator.length() * Math.max(0, texts.size() - 1));
    return String.join(separator, texts);
  }
}
