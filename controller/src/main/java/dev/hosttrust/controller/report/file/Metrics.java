// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import dev.hosttrust.agent.text.Printable;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;

/**
 * Prometheus' text format, version 0.0.4
 * (https://prometheus.io/docs/instrumenting/exposition_formats): the samples of a metric stand
 * together, behind what it is.
 */
final class Metrics {
  private final Writer out;
  private String name = "";

  Metrics(Writer out) {
    this.out = out;
  }

  /** A metric begins. */
  void gauge(String metric, String help) throws IOException {
    name = metric;
    out.write("# HELP " + metric + " " + help + "\n# TYPE " + metric + " gauge\n");
  }

  /**
   * A sample of the metric that was begun.
   *
   * @param labels names and values in turn
   */
  void sample(double value, String... labels) throws IOException {
    StringBuilder line = new StringBuilder(name);
    for (int i = 0; i < labels.length; i += 2) {
      line.append(i == 0 ? "{" : ",").append(labels[i]).append("=\"");
      line.append(escaped(labels[i + 1])).append('"');
    }
    line.append(labels.length == 0 ? " " : "} ");
    line.append(new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString());
    out.write(line.append('\n').toString());
  }

  private static String escaped(String label) {
    return Printable.line(Printable.shortened(label)).replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
