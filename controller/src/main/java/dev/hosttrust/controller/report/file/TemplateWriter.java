// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import gg.jte.TemplateOutput;
import java.io.Writer;

/** Writes into a page, at the place that the template has come to. */
final class TemplateWriter extends Writer {
  private final TemplateOutput page;

  TemplateWriter(TemplateOutput page) {
    this.page = page;
  }

  @Override
  public void write(char[] text, int offset, int length) {
    page.writeContent(new String(text, offset, length));
  }

  @Override
  public void flush() {
    // The page is flushed as a whole.
  }

  @Override
  public void close() {
    // The page goes on.
  }
}
