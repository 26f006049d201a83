// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import dev.hosttrust.agent.text.Printable;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.JsonGeneratorDelegate;

/**
 * Makes every string value printable: Ansible's callbacks print what a module returns as it is.
 * Line feeds stay only in the values that are shown as several lines.
 */
final class PrintableGenerator extends JsonGeneratorDelegate {
  private static final Set<String> OF_MANY_LINES =
      Set.of("msg", "exception", "before", "after", "prepared");

  PrintableGenerator(JsonGenerator json) {
    super(json, false);
  }

  @Override
  public JsonGenerator writeString(String value) {
    String key = streamWriteContext().currentName();
    boolean manyLines = key != null && OF_MANY_LINES.contains(key);
    return super.writeString(manyLines ? Printable.lines(value) : Printable.line(value));
  }
}
