// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import dev.hosttrust.agent.diff.FileDiff;
import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.text.Printable;
import dev.hosttrust.controller.report.ProofText;
import dev.hosttrust.controller.report.Status;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.json.JsonFactory;

/**
 * The hosts of a run as JSON for the page's script: a row of numbers for each, and the texts that
 * these stand for. Ten thousand hosts need about 400 kB.
 */
final class PageData {
  private static final List<Status> STATUSES = List.of(Status.values());

  private final RecordedRun run;
  private final Duration took;

  PageData(RecordedRun run, Duration took) {
    this.run = run;
    this.took = took;
  }

  /** Writes it in a form that ends no script element. */
  void writeTo(Writer out) {
    JsonFactory factory = JsonFactory.builder().characterEscapes(new ScriptEscapes()).build();
    try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeNumberProperty("took", took.toMillis());
      statuses(json);
      batches(json);
      hosts(json);
      texts(json);
      json.writeEndObject();
    }
  }

  private static void statuses(JsonGenerator json) {
    json.writeArrayPropertyStart("statuses");
    for (Status status : STATUSES) {
      json.writeStartArray();
      json.writeString(status.id());
      json.writeString(status.word());
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private void batches(JsonGenerator json) {
    json.writeArrayPropertyStart("batches");
    for (Map.Entry<Integer, Integer> batch : run.batches().entrySet()) {
      json.writeStartArray();
      json.writeNumber(batch.getKey());
      json.writeNumber(batch.getValue());
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private void hosts(JsonGenerator json) {
    json.writeArrayPropertyStart("hosts");
    for (HostRecord host : run.hosts()) {
      json.writeStartArray();
      json.writeString(Printable.line(Printable.shortened(host.host())));
      json.writeNumber(STATUSES.indexOf(host.status()));
      json.writeNumber(host.batch());
      json.writeNumber(host.started().toMillis());
      json.writeNumber(host.took().toMillis());
      json.writeNumber(host.notes());
      json.writeNumber(host.diff());
      json.writeNumber(host.evidence());
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private void texts(JsonGenerator json) {
    HostTexts texts = run.texts();
    json.writeArrayPropertyStart("notes");
    texts.notes().values().forEach(notes -> strings(json, notes));
    json.writeEndArray();
    json.writeArrayPropertyStart("files");
    texts.files().values().forEach(file -> file(json, file));
    json.writeEndArray();
    json.writeArrayPropertyStart("diffs");
    for (List<Integer> diff : texts.diffs().values()) {
      json.writeArray(diff.stream().mapToInt(Integer::intValue).toArray(), 0, diff.size());
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("evidence");
    for (List<Proof> proofs : texts.evidence().values()) {
      json.writeStartArray();
      proofs.forEach(proof -> strings(json, words(proof)));
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private static void file(JsonGenerator json, FileDiff file) {
    json.writeStartArray();
    json.writeString(Printable.line(Printable.shortened(title(file))));
    strings(json, file.lines());
    json.writeEndArray();
  }

  /** The path; of what has none, such as the restart of a daemon, what is done. */
  private static String title(FileDiff file) {
    return file.path().startsWith("/") || file.lines().isEmpty()
        ? file.path()
        : file.lines().getFirst();
  }

  private static List<String> words(Proof proof) {
    return List.of(
        proof.store(),
        proof.anchor(),
        proof.kind().word(),
        proof.path(),
        ProofText.fingerprint(proof));
  }

  private static void strings(JsonGenerator json, List<String> texts) {
    json.writeStartArray();
    for (String text : texts) {
      json.writeString(Printable.line(Printable.shortened(text)));
    }
    json.writeEndArray();
  }

  /** Escapes the characters that HTML could take for markup. */
  private static final class ScriptEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] escapes = standardAsciiEscapesForJSON();
      for (char c : new char[] {'<', '>', '&'}) {
        escapes[c] = ESCAPE_STANDARD;
      }
      return escapes;
    }

    /** None for what is no ASCII: it stands as it is. */
    @Override
    public @Nullable SerializableString getEscapeSequence(int c) {
      return null;
    }
  }
}
