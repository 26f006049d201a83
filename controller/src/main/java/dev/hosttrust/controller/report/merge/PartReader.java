// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.merge;

import dev.hosttrust.controller.json.JsonFields;
import dev.hosttrust.controller.json.UnexpectedJsonException;
import dev.hosttrust.controller.report.Run;
import dev.hosttrust.controller.report.RunEnd;
import dev.hosttrust.controller.report.Status;
import dev.hosttrust.controller.report.file.JsonDocument;
import dev.hosttrust.controller.report.file.RetoldRun;
import dev.hosttrust.controller.report.merge.Part.PartHost;
import dev.hosttrust.controller.rollout.Shard;
import dev.hosttrust.words.BoundedFile;
import dev.hosttrust.words.FileFaults;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Problem;
import dev.hosttrust.words.ProblemsException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
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
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/**
 * Reads the parts that a file holds: the report that {@code --report FILE.json} wrote, or the lines
 * of one or several runs with {@code -o json}.
 */
final class PartReader {
  private static final String REMEDY = "give what --report FILE.json or -o json wrote";

  private final String name;
  private final JsonDocument document;

  private PartReader(String name, JsonDocument document) {
    this.name = name;
    this.document = document;
  }

  /**
   * @param name of the file, for messages
   * @param findings get a warning of each run that cannot be used because it has no end
   * @throws ProblemsException if it is no report
   */
  static List<Part> read(String name, Path file, Findings findings) {
    BoundedFile.checkKind(file);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      if (!LogReader.isLog(in)) {
        return List.of(part(name, DocumentReader.read(name, in)));
      }
      List<JsonDocument> runs = LogReader.read(name, in, findings);
      return runs.stream()
          .map(run -> part(runs.size() == 1 ? name : named(name, run), run))
          .toList();
    } catch (JacksonException e) {
      throw noJson(name, e);
    } catch (IOException e) {
      throw ProblemsException.of(FileFaults.failure(file, e));
    }
  }

  private static String named(String name, JsonDocument run) {
    return name + ", run " + JsonFields.of(run.objects("run").next()).string("id");
  }

  private static Part part(String name, JsonDocument document) {
    try {
      return new PartReader(name, document).part();
    } catch (UnexpectedJsonException | DateTimeException | ArithmeticException e) {
      throw problem(name, "is no report of this version of hosttrust: " + e.getMessage());
    }
  }

  static ProblemsException problem(String name, String what) {
    return ProblemsException.of(new Problem(name, what, REMEDY));
  }

  private static ProblemsException noJson(String name, JacksonException e) {
    return problem(
        name,
        e instanceof UnexpectedEndOfInputException
            ? "is cut off"
            : "is no JSON, from line %d, column %d on"
                .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
  }

  private Part part() {
    JsonFields recap = only("recap");
    Run run = run(only("run"));
    List<PartHost> hosts = hosts();
    Instant ended = Instant.parse(recap.string("time"));
    // All of it is read here, so that what cannot be used is told with the name of its file.
    RetoldRun retold =
        new RetoldRun(document, run, Instant.EPOCH, hosts.stream().map(PartHost::name).toList());
    addUp(recap, hosts, retold.end());
    return new Part(
        name,
        run,
        document,
        hosts,
        retold.end(),
        ended,
        Math.toIntExact(recap.number("not_served")));
  }

  /** A file of which lines were lost or changed would be told as another run. */
  private void addUp(JsonFields recap, List<PartHost> hosts, RunEnd end) {
    for (Status status : Status.values()) {
      long listed = hosts.stream().filter(host -> host.status() == status).count();
      sameNumber(recap, status.id(), listed, status.word() + " hosts");
    }
    sameNumber(recap, "hosts", hosts.size(), "hosts");
    if (recap.truth("halted") != end.halt().isPresent()) {
      throw problem(name, "does not add up: its recap and its 'halted' do not say the same");
    }
  }

  private void sameNumber(JsonFields recap, String member, long listed, String what) {
    long told = recap.number(member);
    if (told != listed) {
      throw problem(
          name,
          "does not add up: its recap tells of %d %s, and it lists %d"
              .formatted(told, what, listed));
    }
  }

  private List<PartHost> hosts() {
    List<PartHost> hosts = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Iterator<String> objects = document.objects("host"); objects.hasNext(); ) {
      JsonFields json = JsonFields.of(objects.next());
      PartHost host =
          new PartHost(
              json.string("host"),
              Status.read(json),
              Instant.parse(json.string("time")),
              json.optionalNumber("batch").map(Math::toIntExact).orElse(0));
      if (!names.add(host.name())) {
        throw new UnexpectedJsonException("it has the host %s twice".formatted(host.name()));
      }
      hosts.add(host);
    }
    return hosts;
  }

  private JsonFields only(String type) {
    Iterator<String> objects = document.objects(type);
    if (!objects.hasNext()) {
      throw problem(name, "is no report: it has no " + type);
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
        json.optional("step"),
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
