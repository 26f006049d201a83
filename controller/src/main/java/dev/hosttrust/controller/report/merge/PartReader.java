// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.merge;

import dev.hosttrust.agent.text.Printable;
import dev.hosttrust.controller.json.JsonFields;
import dev.hosttrust.controller.json.UnexpectedJsonException;
import dev.hosttrust.controller.report.Run;
import dev.hosttrust.controller.report.Status;
import dev.hosttrust.controller.report.file.JsonDocument;
import dev.hosttrust.controller.report.file.RetoldRun;
import dev.hosttrust.controller.report.merge.Part.PartHost;
import dev.hosttrust.controller.rollout.Shard;
import dev.hosttrust.words.BoundedFile;
import dev.hosttrust.words.FileFaults;
import dev.hosttrust.words.Problem;
import dev.hosttrust.words.ProblemsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a report that {@code --report FILE.json} wrote, object by object, so that one of many hosts
 * needs little memory. It may have been laid out anew.
 */
final class PartReader {
  /** Objects that stand by themselves, and not in a list. */
  private static final Set<String> SINGLE = Set.of("run", "halted", "recap");

  private static final int DEEPEST = 20;
  private static final String REMEDY = "give what --report FILE.json wrote";
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final String name;
  private final JsonDocument document = new JsonDocument();

  private PartReader(String name) {
    this.name = name;
  }

  /**
   * @param name of the file, for messages
   * @throws ProblemsException if it is no report
   */
  static Part read(String name, Path file) {
    BoundedFile.checkKind(file);
    PartReader reader = new PartReader(name);
    try (InputStream in = Files.newInputStream(file)) {
      reader.objects(in);
      return reader.part();
    } catch (JacksonException e) {
      throw reader.noJson(e);
    } catch (UnexpectedJsonException | DateTimeException | ArithmeticException e) {
      throw reader.problem("is no report of this version of hosttrust: " + e.getMessage());
    } catch (IOException e) {
      throw ProblemsException.of(FileFaults.failure(file, e));
    }
  }

  private ProblemsException problem(String what) {
    return ProblemsException.of(new Problem(name, what, REMEDY));
  }

  private ProblemsException noJson(JacksonException e) {
    return problem(
        e instanceof UnexpectedEndOfInputException
            ? "is cut off"
            : "is no JSON, from line %d, column %d on"
                .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
  }

  private void objects(InputStream in) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), in)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw problem("is empty");
      }
      if (first != JsonToken.START_OBJECT) {
        throw problem("is no report");
      }
      for (String member = parser.nextName(); member != null; member = parser.nextName()) {
        parser.nextToken();
        member(member, parser);
      }
      if (parser.nextToken() != null) {
        throw problem("has more than one document");
      }
    }
  }

  private void member(String member, JsonParser parser) {
    if (member.equals("type")) {
      throw problem("has an object a line, as -o json prints them");
    }
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      String type = JsonDocument.typeOf(member);
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        document.keep(type, object(parser));
      }
    } else if (SINGLE.contains(member)) {
      document.keep(member, object(parser));
    } else {
      parser.skipChildren(); // of a later version
    }
  }

  /** An object on one line. */
  private static String object(JsonParser parser) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.copyCurrentStructure(parser);
    }
    return Printable.json(text.toString());
  }

  private Part part() {
    JsonFields recap = only("recap");
    Run run = run(only("run"));
    List<PartHost> hosts = hosts();
    Instant ended = Instant.parse(recap.string("time"));
    // All of it is read here, so that what cannot be used is told with the name of its file.
    RetoldRun retold =
        new RetoldRun(document, run, Instant.EPOCH, hosts.stream().map(PartHost::name).toList());
    return new Part(
        name,
        run,
        document,
        hosts,
        retold.end(),
        ended,
        Math.toIntExact(recap.number("not_served")));
  }

  private List<PartHost> hosts() {
    List<PartHost> hosts = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Iterator<String> objects = document.objects("host"); objects.hasNext(); ) {
      JsonFields json = JsonFields.of(objects.next());
      PartHost host =
          new PartHost(
              json.string("host"),
              status(json.string("status")),
              Instant.parse(json.string("time")),
              json.optionalNumber("batch").map(Math::toIntExact).orElse(0));
      if (!names.add(host.name())) {
        throw new UnexpectedJsonException("it has the host %s twice".formatted(host.name()));
      }
      hosts.add(host);
    }
    return hosts;
  }

  private static Status status(String id) {
    return Status.ofId(id)
        .orElseThrow(() -> new UnexpectedJsonException("the status of a host is " + id));
  }

  private JsonFields only(String type) {
    Iterator<String> objects = document.objects(type);
    if (!objects.hasNext()) {
      throw problem("is no report: it has no " + type);
    }
    return JsonFields.of(objects.next());
  }

  private Run run(JsonFields json) {
    if (json.has("parts")) {
      throw ProblemsException.of(
          new Problem(name, "is a merged report", "give the parts that it was made of"));
    }
    return new Run(
        json.string("id"),
        json.string("version"),
        json.string("command"),
        json.truth("check"),
        Instant.parse(json.string("started")),
        json.optionalNumber("shard").map(number -> shard(number, json.number("shards"))),
        List.of());
  }

  private static Shard shard(long number, long of) {
    return Optional.of(number + "/" + of)
        .flatMap(Shard::parse)
        .orElseThrow(
            () -> new UnexpectedJsonException("the shard is %d of %d".formatted(number, of)));
  }
}
