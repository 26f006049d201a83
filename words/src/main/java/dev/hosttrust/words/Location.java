// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.words;

/**
 * A place in the input.
 *
 * @param source the file as the user would name it, or words such as {@code extra variables}
 * @param line counted from 1; 0 means the source as a whole
 * @param column counted from 1, in characters; 0 means the line as a whole
 */
public record Location(String source, int line, int column) {

  public Location {
    if (line < 0 || column < 0) {
      throw new IllegalArgumentException("negative position " + line + ":" + column);
    }
  }

  /** The source as a whole. */
  public static Location of(String source) {
    return new Location(source, 0, 0);
  }

  /** A line as a whole. */
  public static Location of(String source, int line) {
    return new Location(source, line, 0);
  }

  /** {@code source:line:column}, the form that editors and terminals make clickable. */
  @Override
  public String toString() {
    if (line == 0) {
      return source;
    }
    return column == 0 ? source + ":" + line : source + ":" + line + ":" + column;
  }
}
