package dev.hosttrust.controller.report;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Skipped;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.Outcome.Unreachable;
import dev.hosttrust.agent.Outcome.WouldChange;
import dev.hosttrust.agent.diff.FileDiff;
import dev.hosttrust.agent.diff.PlanDiff;
import dev.hosttrust.agent.evidence.Evidence;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Replacement;
import dev.hosttrust.agent.spec.Anchor;
import dev.hosttrust.agent.spec.CaCertificate;
import dev.hosttrust.agent.spec.Registry;
import dev.hosttrust.controller.rollout.HostResult;
import dev.hosttrust.controller.rollout.Recap;
import dev.hosttrust.controller.ssh.hostkey.HostKeyVerdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON lines: an object an anchor, a warning, a host as it is done, one for the recap. Keys are
 * added in later versions, never renamed.
 */
public final class JsonReport implements Report {
  private final PrintWriter out;
  private final JsonFactory factory = new JsonFactory();

  public JsonReport(PrintWriter out) {
    this.out = out;
  }

  private interface Body {
    void write(JsonGenerator json);
  }

  private void line(String type, Body body) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("type", type);
      body.write(json);
      json.writeEndObject();
    }
    out.println(text);
    out.flush();
  }

  @Override
  public void anchors(Collection<Anchor> anchors) {
    for (Anchor anchor : anchors) {
      line(
          "anchor",
          json -> {
            json.writeStringProperty("name", anchor.name().value());
            json.writeStringProperty("subject", anchor.certificate().subject());
            json.writeStringProperty("not_after", anchor.certificate().notAfter().toString());
            json.writeStringProperty("sha256", anchor.certificate().fingerprint());
            strings(
                json, "registries", anchor.registries().stream().map(Registry::toString).toList());
          });
    }
  }

  @Override
  public void warning(String text) {
    line("warning", json -> json.writeStringProperty("message", text));
  }

  @Override
  public void begun(String host) {
    // A line a host is what this format promises.
  }

  @Override
  public void done(HostResult result) {
    line(
        "host",
        json -> {
          json.writeStringProperty("host", result.host());
          json.writeStringProperty("status", Status.of(result.outcome()).id());
          json.writeNumberProperty("milliseconds", result.took().toMillis());
          outcome(json, result.outcome());
        });
  }

  private static void outcome(JsonGenerator json, Outcome outcome) {
    switch (outcome) {
      case Unchanged unchanged -> {
        strings(json, "warnings", unchanged.warnings());
        evidence(json, unchanged.evidence());
      }
      case Changed changed -> {
        strings(json, "warnings", changed.warnings());
        replaces(json, changed.plan());
        diff(json, changed.plan());
        evidence(json, changed.evidence());
      }
      case WouldChange would -> {
        strings(json, "warnings", would.plan().warnings());
        replaces(json, would.plan());
        diff(json, would.plan());
      }
      case Failed failed -> strings(json, "reasons", failed.reasons());
      case Unreachable unreachable -> strings(json, "reasons", List.of(unreachable.reason()));
      case Skipped skipped -> strings(json, "reasons", List.of(skipped.reason()));
    }
  }

  private static void replaces(JsonGenerator json, Plan plan) {
    json.writeArrayPropertyStart("replaces");
    for (Replacement replacement : plan.replacements()) {
      json.writeStartObject();
      json.writeStringProperty("path", replacement.path());
      json.writeArrayPropertyStart("certificates");
      for (CaCertificate certificate : replacement.certificates()) {
        json.writeStartObject();
        json.writeStringProperty("subject", certificate.subject());
        json.writeStringProperty("not_after", certificate.notAfter().toString());
        json.writeStringProperty("sha256", certificate.fingerprint());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void diff(JsonGenerator json, Plan plan) {
    json.writeArrayPropertyStart("diff");
    for (FileDiff diff : PlanDiff.of(plan)) {
      json.writeStartObject();
      json.writeStringProperty("path", diff.path());
      json.writeStringProperty("text", String.join("\n", diff.lines()) + "\n");
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void evidence(JsonGenerator json, Evidence evidence) {
    json.writeArrayPropertyStart("evidence");
    for (Evidence.AnchorEvidence anchor : evidence.anchors()) {
      json.writeStartObject();
      json.writeStringProperty("anchor", anchor.name());
      json.writeStringProperty("bundle", anchor.bundle());
      json.writeStringProperty("bundle_sha256", anchor.bundleFingerprint());
      strings(json, "hash_links", anchor.hashLinks());
      json.writeArrayPropertyStart("registry_files");
      for (Evidence.FileEvidence file : anchor.registryFiles()) {
        json.writeStartObject();
        json.writeStringProperty("path", file.path());
        json.writeStringProperty("sha256", file.sha256());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void strings(JsonGenerator json, String name, List<String> values) {
    json.writeArrayPropertyStart(name);
    values.forEach(json::writeString);
    json.writeEndArray();
  }

  @Override
  public void finished(Recap recap, List<HostKeyVerdict.Unknown> unknownHostKeys, Duration took) {
    for (HostKeyVerdict.Unknown unknown : unknownHostKeys) {
      line(
          "unknown_host_key",
          json -> {
            json.writeStringProperty("name", unknown.name());
            json.writeStringProperty("fingerprint", unknown.key().fingerprint());
            json.writeStringProperty("known_hosts_line", unknown.line());
          });
    }
    line(
        "recap",
        json -> {
          json.writeNumberProperty("hosts", recap.hosts());
          json.writeNumberProperty("ok", recap.ok());
          json.writeNumberProperty("changed", recap.changed());
          json.writeNumberProperty("would_change", recap.wouldChange());
          json.writeNumberProperty("failed", recap.failed());
          json.writeNumberProperty("unreachable", recap.unreachable());
          json.writeNumberProperty("skipped", recap.skipped());
          json.writeNumberProperty("milliseconds", took.toMillis());
        });
  }
}
