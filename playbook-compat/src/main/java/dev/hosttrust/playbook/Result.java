// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import static dev.hosttrust.playbook.JsonText.objects;
import static dev.hosttrust.playbook.JsonText.strings;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Skipped;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.Outcome.Unreachable;
import dev.hosttrust.agent.Outcome.WouldChange;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.evidence.DaemonState;
import dev.hosttrust.agent.evidence.Evidence;
import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Replacement;
import dev.hosttrust.agent.store.DebianStore;
import dev.hosttrust.agent.text.Printable;
import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.AnchorName;
import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.agent.trust.file.FileSpec;
import dev.hosttrust.words.Problem;
import dev.hosttrust.words.Warning;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/** What the module returns, under the keys that its documentation names. */
sealed interface Result {

  /** Writes the keys; whatever text comes from a host or a file is made printable. */
  default void write(JsonGenerator json) {
    keys(new PrintableGenerator(json));
  }

  /** Writes the keys, with texts as they are. */
  void keys(JsonGenerator json);

  /** The parameters cannot be used; no host was touched. */
  record Refused(List<Problem> problems) implements Result {
    @Override
    public void keys(JsonGenerator json) {
      failure(json, problems.stream().map(Problem::message).toList());
    }
  }

  /** A defect of this program. */
  record Broken(RuntimeException cause) implements Result {
    @Override
    public void keys(JsonGenerator json) {
      StringWriter trace = new StringWriter();
      cause.printStackTrace(new PrintWriter(trace));
      failure(json, List.of("internal error: " + cause));
      json.writeStringProperty("exception", trace.toString());
    }
  }

  /** The outcome of a host. */
  record OfHost(Task task, FileSpec checked, Outcome outcome) implements Result {
    @Override
    public void keys(JsonGenerator json) {
      switch (outcome) {
        case Unchanged unchanged -> {
          success(json, false, "nothing to do, " + trust("is", "are", "trusted", "not trusted"));
          StepsJson.write(json, List.of());
          evidence(json, unchanged.evidence());
        }
        case Changed changed -> {
          success(
              json,
              true,
              message(trust("is", "are", "trusted now", "trusted no longer"), changed.plan()));
          plan(json, changed.plan());
          evidence(json, changed.evidence());
        }
        case WouldChange would -> {
          success(
              json,
              true,
              message(trust("would be", "would be", "trusted", "trusted no longer"), would.plan()));
          plan(json, would.plan());
        }
        case Failed failed -> failure(json, failed.reasons());
        case Unreachable unreachable -> failure(json, List.of(unreachable.reason()));
        case Skipped skipped -> failure(json, List.of(skipped.reason()));
      }
      strings(json, "warnings", warnings());
      objects(json, "facts", checked.spec().anchors(), OfHost::anchor);
      strings(json, "stale", outcome.stale().stream().map(DaemonState::name).toList());
      objects(json, "daemons", outcome.daemons(), OfHost::daemon);
    }

    private static void success(JsonGenerator json, boolean changed, String message) {
      json.writeBooleanProperty("changed", changed);
      json.writeStringProperty("msg", message);
    }

    /** What is with the anchors that shall be trusted, and with those that shall not. */
    private String trust(String singular, String plural, String present, String absent) {
      List<AnchorName> trusted = checked.spec().anchors().stream().map(Anchor::name).toList();
      List<AnchorName> gone =
          checked.spec().absent().stream().map(AbsentAnchor::name).distinct().toList();
      return Stream.of(
              anchors(trusted, singular, plural).map(words -> words + " " + present),
              anchors(gone, singular, plural).map(words -> words + " " + absent))
          .flatMap(Optional::stream)
          .collect(Collectors.joining(", "));
    }

    /** The only anchor with its name, or how many there are; and a verb. */
    private static Optional<String> anchors(
        List<AnchorName> anchors, String singular, String plural) {
      return switch (anchors.size()) {
        case 0 -> Optional.empty();
        case 1 -> Optional.of(anchors.getFirst() + " " + singular);
        default -> Optional.of(anchors.size() + " anchors " + plural);
      };
    }

    private List<String> warnings() {
      List<String> ofHost =
          switch (outcome) {
            case Unchanged unchanged -> unchanged.warnings();
            case Changed changed -> changed.warnings();
            case WouldChange would -> would.plan().warnings();
            case Failed failed -> List.of();
            case Unreachable unreachable -> List.of();
            case Skipped skipped -> List.of();
          };
      return Printable.shortened(
          Stream.concat(checked.warnings().stream().map(Warning::message), ofHost.stream())
              .toList());
    }

    /** What was done on the host, and which certificates were replaced. */
    private static String message(String what, Plan plan) {
      return Stream.concat(Stream.of(what), plan.notes().stream())
          .map(Printable::line)
          .collect(Collectors.joining("; "));
    }

    private static void replacement(JsonGenerator json, Replacement replacement) {
      json.writeStringProperty("path", replacement.path());
      objects(json, "certificates", replacement.certificates(), OfHost::certificate);
    }

    private static void certificate(JsonGenerator json, CaCertificate certificate) {
      json.writeStringProperty("subject", certificate.subject());
      json.writeStringProperty("sha256", certificate.fingerprint());
      json.writeStringProperty("not_after", certificate.notAfter().toString());
    }

    private void plan(JsonGenerator json, Plan plan) {
      StepsJson.write(json, plan.steps());
      objects(json, "replaces", plan.replacements(), OfHost::replacement);
      objects(json, "removes", plan.removals(), OfHost::replacement);
      if (task.diff()) {
        DiffJson.write(json, plan.steps());
      }
    }

    private static void anchor(JsonGenerator json, Anchor anchor) {
      json.writeStringProperty("name", anchor.name().value());
      certificate(json, anchor.certificate());
      json.writeStringProperty("path", DebianStore.file(anchor));
      strings(json, "registries", anchor.registries().stream().map(Registry::toString).toList());
    }

    private static void evidence(JsonGenerator json, Evidence evidence) {
      objects(json, "evidence", evidence.proofs(), OfHost::proof);
    }

    private static void daemon(JsonGenerator json, DaemonState daemon) {
      json.writeStringProperty("daemon", daemon.name());
      json.writeStringProperty("service", daemon.service());
      json.writeStringProperty("started", daemon.started().toString());
      strings(json, "unseen", daemon.unseen());
    }

    private static void proof(JsonGenerator json, Proof proof) {
      json.writeStringProperty("store", proof.store());
      json.writeStringProperty("anchor", proof.anchor());
      json.writeStringProperty("kind", proof.kind().word());
      json.writeStringProperty("path", proof.path());
      json.writeStringProperty("sha256", proof.sha256());
    }
  }

  private static void failure(JsonGenerator json, List<String> reasons) {
    json.writeBooleanProperty("failed", true);
    json.writeBooleanProperty("changed", false);
    // A line feed in a reason must not make two of it.
    json.writeStringProperty(
        "msg",
        Printable.shortened(reasons).stream()
            .map(Printable::line)
            .collect(Collectors.joining("\n")));
  }
}
