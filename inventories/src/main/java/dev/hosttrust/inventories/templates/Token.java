// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.templates;

/**
 * A word of an expression.
 *
 * @param text as written; of a quoted text what is between the quotes
 */
record Token(Kind kind, String text) {

  enum Kind {
    NAME,
    TEXT,
    NUMBER,
    SYMBOL,
    END
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  boolean isName(String name) {
    return kind == Kind.NAME && text.equals(name);
  }
}
