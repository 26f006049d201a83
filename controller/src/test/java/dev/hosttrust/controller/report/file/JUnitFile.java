// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A report in JUnit's XML, read back by the JDK's own parser. */
final class JUnitFile {
  private final Document document;

  private JUnitFile(Document document) {
    this.document = document;
  }

  /**
   * @throws SAXException if it is not well-formed, or not valid by junit.xsd
   */
  static JUnitFile read(Path file) throws IOException, SAXException, ParserConfigurationException {
    Document document =
        DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(file.toFile());
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(Objects.requireNonNull(JUnitFile.class.getResource("junit.xsd")))
        .newValidator()
        .validate(new DOMSource(document));
    return new JUnitFile(document);
  }

  Element suite() {
    return elements("testsuite").getFirst();
  }

  List<Element> elements(String name) {
    NodeList list = document.getElementsByTagName(name);
    return IntStream.range(0, list.getLength()).mapToObj(i -> (Element) list.item(i)).toList();
  }

  /** The test case of a host. */
  Element host(String name) {
    return elements("testcase").stream()
        .filter(element -> element.getAttribute("name").equals(name))
        .findFirst()
        .orElseThrow();
  }
}
