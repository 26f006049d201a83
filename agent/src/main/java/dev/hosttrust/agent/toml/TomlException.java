// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.toml;

/** A text is no TOML. The message says where and what, without a full stop. */
public final class TomlException extends Exception {
  private static final long serialVersionUID = 1L;

  TomlException(String text, int offset, String what) {
    super("line %d, column %d: %s".formatted(line(text, offset), column(text, offset), what));
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  private static long line(String text, int offset) {
    return text.chars().limit(offset).filter(c -> c == '\n').count() + 1;
  }

  private static int column(String text, int offset) {
    return offset - (text.lastIndexOf('\n', offset - 1) + 1) + 1;
  }
}
