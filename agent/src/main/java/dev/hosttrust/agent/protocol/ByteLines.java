// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Lines of bytes, one at a time, so that an answer of millions of lines takes no more memory than
 * its bytes. A terminal on the way ends lines with CR LF, two of them with CR CR LF. Empty lines
 * are passed over: no line of the agent is empty.
 */
final class ByteLines {
  private final byte[] bytes;
  private final int limit;
  private int position;
  private int start;
  private int end;

  /** The lines from one place up to another. */
  ByteLines(byte[] bytes, int from, int limit) {
    this.bytes = bytes;
    this.position = from;
    this.limit = limit;
  }

  /** Goes to the next line; false if there is none. */
  boolean next() {
    while (position < limit) {
      start = position;
      end = start;
      while (end < limit && bytes[end] != '\n') {
        end++;
      }
      position = Math.min(end + 1, limit);
      while (end > start && bytes[end - 1] == '\r') {
        end--;
      }
      if (end > start) {
        return true;
      }
    }
    return false;
  }

  /** Whether the line is this text. */
  boolean is(byte[] text) {
    return Arrays.equals(bytes, start, end, text, 0, text.length);
  }

  int length() {
    return end - start;
  }

  String text() {
    return new String(bytes, start, length(), StandardCharsets.UTF_8);
  }

  /** Where the line begins. */
  int start() {
    return start;
  }

  /** Where the next line begins. */
  int behind() {
    return position;
  }
}
