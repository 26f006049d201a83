// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.templates;

import dev.hosttrust.inventories.templates.Token.Kind;
import java.util.List;

/** The words of one expression and how far they are read. The last one is its end. */
final class Words {

  private final List<Token> words;
  private int next;

  Words(List<Token> words) {
    this.words = words;
  }

  Token peek() {
    return words.get(next);
  }

  /** The word behind the next one. */
  Token peekSecond() {
    return words.get(Math.min(next + 1, words.size() - 1));
  }

  int size() {
    return words.size();
  }

  boolean atEnd() {
    return peek().kind() == Kind.END;
  }

  /** The next word; at the end, the end again and again. */
  Token advance() {
    Token word = peek();
    if (word.kind() != Kind.END) {
      next++;
    }
    return word;
  }

  /** Reads the next word if it is this symbol. */
  boolean take(String symbol) {
    return take(peek().isSymbol(symbol));
  }

  /** Reads the next word if it is this name, such as {@code if}. */
  boolean takeName(String name) {
    return take(peek().isName(name));
  }

  private boolean take(boolean fits) {
    if (fits) {
      next++;
    }
    return fits;
  }

  void expect(String symbol) {
    if (!take(symbol)) {
      throw atEnd() ? new TemplateException("the " + symbol + " is missing") : unsupported(peek());
    }
  }

  static TemplateException unsupported(Token word) {
    return word.kind() == Kind.END
        ? new TemplateException("it ends too early")
        : TemplateException.unsupported("'" + word.text() + "'");
  }
}
