// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.toml;

import dev.hosttrust.agent.text.Span;
import dev.hosttrust.agent.toml.TomlTable.Form;
import java.util.ArrayList;
import java.util.List;

/** Reads a text. */
public final class TomlParser {
  /**
   * Arrays and tables in braces within each other; more have no meaning, and a stack has an end.
   */
  private static final int DEEPEST = 50;

  private final TomlScanner scanner;
  private final TomlStrings strings;
  private final TomlTable root;
  private int depth;

  private TomlParser(String text) {
    scanner = new TomlScanner(text);
    strings = new TomlStrings(scanner);
    root = new TomlTable(Form.ROOT, new Span(0, text.length()));
  }

  /**
   * Reads a whole document.
   *
   * @throws TomlException if the text is no TOML 1.0
   */
  public static TomlTable parse(String text) throws TomlException {
    TomlParser parser = new TomlParser(text);
    parser.document();
    return parser.root;
  }

  private void document() throws TomlException {
    TomlTable table = root;
    for (scanner.skipLines(); !scanner.atEnd(); scanner.skipLines()) {
      int start = scanner.position();
      if (scanner.peek() == '[') {
        table = header();
      } else {
        keyAndValue(table);
      }
      scanner.endStatement();
      table.statement(new Span(start, scanner.position()));
    }
  }

  private TomlTable header() throws TomlException {
    int start = scanner.position();
    scanner.next();
    boolean ofArray = scanner.accept("[");
    List<String> path = path();
    scanner.expect(ofArray ? "]]" : "]");
    TomlTables tables = new TomlTables(scanner, new Span(start, scanner.position()));
    return ofArray ? tables.arrayElement(root, path) : tables.header(root, path);
  }

  private void keyAndValue(TomlTable table) throws TomlException {
    int start = scanner.position();
    List<String> path = path();
    Span key = new Span(start, scanner.position());
    scanner.expect("=");
    scanner.skipBlanks();
    TomlTables tables = new TomlTables(scanner, key);
    TomlTable parent = tables.dotted(table, path);
    tables.put(parent, path.getLast(), value());
  }

  /** Names with dots between them, and blanks around these. */
  private List<String> path() throws TomlException {
    List<String> path = new ArrayList<>();
    do {
      if (path.size() == DEEPEST) {
        throw scanner.error("a name has too many parts");
      }
      scanner.skipBlanks();
      path.add(strings.isNext() ? strings.name() : bareName());
      scanner.skipBlanks();
    } while (scanner.accept("."));
    return path;
  }

  private String bareName() throws TomlException {
    int start = scanner.position();
    while (isBare(scanner.peek())) {
      scanner.next();
    }
    if (scanner.position() == start) {
      throw scanner.error(scanner.peek() == '\ufeff' ? "a byte order mark" : "a name is missing");
    }
    return scanner.from(start);
  }

  private static boolean isBare(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }

  private TomlValue value() throws TomlException {
    if (++depth > DEEPEST) {
      throw scanner.error("arrays or tables are nested too deeply");
    }
    int start = scanner.position();
    TomlValue value =
        switch (scanner.peek()) {
          case '"', '\'' ->
              new TomlValue.Text(strings.value(), new Span(start, scanner.position()));
          case '[' -> array(start);
          case '{' -> inlineTable(start);
          default -> plain(start);
        };
    depth--;
    return value;
  }

  private TomlValue.Array array(int start) throws TomlException {
    List<TomlValue> items = new ArrayList<>();
    scanner.expect("[");
    scanner.skipLines();
    while (!scanner.accept("]")) {
      items.add(value());
      scanner.skipLines();
      if (scanner.peek() != ']') {
        scanner.expect(",");
        scanner.skipLines();
      }
    }
    return new TomlValue.Array(List.copyOf(items), false, new Span(start, scanner.position()));
  }

  private TomlTable inlineTable(int start) throws TomlException {
    TomlTable table = new TomlTable(Form.INLINE, new Span(start, start));
    scanner.expect("{");
    scanner.skipBlanks();
    boolean more = !scanner.accept("}");
    while (more) {
      keyAndValue(table);
      scanner.skipBlanks();
      more = scanner.accept(",");
      if (!more) {
        scanner.expect("}");
      }
    }
    table.endAt(scanner.position());
    return table;
  }

  private TomlValue.Plain plain(int start) throws TomlException {
    passPlain();
    // A blank may stand between a date and a time.
    int end = scanner.position();
    if (scanner.from(start).length() == 10 && scanner.accept(" ")) {
      passPlain();
      if (!TomlPlain.isOne(scanner.from(start))) {
        scanner.moveTo(end);
      }
    }
    String source = scanner.from(start);
    if (!TomlPlain.isOne(source)) {
      throw scanner.errorAt(
          start, source.isEmpty() ? "a value is missing" : "this is no value; a text needs quotes");
    }
    return new TomlValue.Plain(source, new Span(start, scanner.position()));
  }

  private void passPlain() {
    while (isBare(scanner.peek()) || "+.:".indexOf(scanner.peek()) >= 0) {
      scanner.next();
    }
  }
}
