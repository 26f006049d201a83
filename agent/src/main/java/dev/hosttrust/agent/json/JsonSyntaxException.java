// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.json;

/** A text is no JSON. Its message says where, for people. */
public final class JsonSyntaxException extends RuntimeException {
  JsonSyntaxException(int line, int column, String what) {
    super("line %d, column %d: %s".formatted(line, column, what));
  }
}
