// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import dev.hosttrust.agent.text.Printable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Text in an XML 1.0 document. What XML cannot hold at all, and what would draw on the terminal of
 * whoever looks at the file, is made visible by {@link Printable}.
 */
final class XmlText {
  private XmlText() {}

  /** An attribute's value, one line. */
  static String attribute(String text) {
    return escaped(Printable.line(Printable.shortened(text)));
  }

  /** An element's content, several lines. */
  static String content(List<String> lines) {
    return lines.stream().map(XmlText::attribute).collect(Collectors.joining("\n"));
  }

  private static String escaped(String printable) {
    StringBuilder xml = new StringBuilder(printable.length() + 16);
    for (int i = 0; i < printable.length(); i++) {
      char c = printable.charAt(i);
      switch (c) {
        case '&' -> xml.append("&amp;");
        case '<' -> xml.append("&lt;");
        case '>' -> xml.append("&gt;");
        case '"' -> xml.append("&quot;");
        case '\t' -> xml.append("&#9;");
        // Printable leaves them, for they are no controls; XML does not know them.
        case '\ufffe', '\uffff' -> xml.append("\\u%04x".formatted((int) c));
        default -> xml.append(c);
      }
    }
    return xml.toString();
  }
}
