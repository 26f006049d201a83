// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.merge;

import dev.hosttrust.agent.text.Printable;
import dev.hosttrust.controller.json.JsonFields;
import dev.hosttrust.controller.json.UnexpectedJsonException;
import dev.hosttrust.controller.report.file.JsonDocument;
import dev.hosttrust.words.Findings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what {@code -o json} printed, as a pod's log has it, or the logs of several pods one behind
 * the other. Other lines, such as what went to standard error, are left out.
 */
final class LogReader {
  /** Each object begins with its type. */
  private static final String START = "{\"type\":\"";

  /** Bytes in which a file shows what it is. */
  private static final int BEGINNING = 4096;

  private final String name;
  private final Findings findings;
  private final List<JsonDocument> whole = new ArrayList<>();
  private Optional<JsonDocument> run = Optional.empty();
  private String id = "";
  private long hosts;

  private LogReader(String name, Findings findings) {
    this.name = name;
    this.findings = findings;
  }

  /**
   * Whether lines are to be read, and not one document. Leaves the stream where it is.
   *
   * @param in supports {@link InputStream#mark}
   */
  static boolean isLog(InputStream in) throws IOException {
    in.mark(BEGINNING);
    String beginning = new String(in.readNBytes(BEGINNING), StandardCharsets.UTF_8).stripLeading();
    in.reset();
    return beginning.startsWith(START)
        || !(beginning.isEmpty() || beginning.startsWith("{") || beginning.startsWith("["));
  }

  /**
   * The runs in it that came to their end, one at least.
   *
   * @param name of the file, for messages
   */
  static List<JsonDocument> read(String name, InputStream in, Findings findings)
      throws IOException {
    LogReader reader = new LogReader(name, findings);
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(START)) {
        reader.object(line);
      }
    }
    reader.endless();
    if (reader.whole.isEmpty()) {
      throw PartReader.problem(name, "is no report: it has no run that came to its end");
    }
    return reader.whole;
  }

  private void object(String line) {
    JsonFields object;
    try {
      object = JsonFields.of(line);
    } catch (UnexpectedJsonException e) {
      return; // Cut off by the end of its process, so that the recap is missing as well.
    }
    String type = object.string("type");
    if (type.equals("rotation") && run.isEmpty() && !whole.isEmpty()) {
      whole.getLast().keep(type, Printable.json(line)); // It comes behind the end of its run.
      return;
    }
    if (type.equals("run")) {
      endless();
      begin(object.string("id"));
    }
    run.orElseThrow(() -> PartReader.problem(name, "begins in the middle of a run"))
        .keep(type, Printable.json(line));
    switch (type) {
      case "host" -> hosts++;
      case "recap" -> end(object);
      default -> {}
    }
  }

  private void begin(String of) {
    run = Optional.of(new JsonDocument());
    id = of;
    hosts = 0;
  }

  private void end(JsonFields recap) {
    if (!recap.string("run").equals(id) || recap.number("hosts") != hosts) {
      throw PartReader.problem(
          name, "has the lines of several runs mixed, or not all of run " + id);
    }
    run.ifPresent(whole::add);
    run = Optional.empty();
  }

  /** A run that is followed by another one, or by the end of the log, before it ended itself. */
  private void endless() {
    if (run.isPresent()) {
      findings.warning(
          name, "run %s is left out: it has no end, as where a pod was killed".formatted(id));
      run = Optional.empty();
    }
  }
}
