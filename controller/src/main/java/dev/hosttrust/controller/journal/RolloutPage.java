// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.journal;

import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.controller.report.FoldedNames;
import dev.hosttrust.controller.report.Lines;
import dev.hosttrust.controller.report.ProofText;
import dev.hosttrust.controller.trust.TrustSummary;
import dev.hosttrust.inventories.nodeset.NodeSet;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A rollout for people: the command, the hosts by what came of them and why, what was read back,
 * and how to go on. What many hosts have in common stands once.
 */
public final class RolloutPage {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Lines out;
  private final FoldedNames names;

  /**
   * @param allNames whether every host is named, however many there are
   */
  public RolloutPage(Lines out, boolean allNames) {
    this.out = out;
    this.names = new FoldedNames(NodeSet::toString, allNames);
  }

  public void print(PastRollout rollout) {
    head(rollout);
    trust(rollout);
    out.println("");
    for (HostState state : HostState.values()) {
      group(rollout, host -> host.state() == state, PastHost::notes)
          .forEach((notes, hosts) -> state(state, notes, hosts));
    }
    group(rollout, host -> !host.stale().isEmpty(), PastHost::stale).forEach(this::stale);
    group(rollout, host -> !host.proofs().isEmpty(), PastHost::proofs).forEach(this::evidence);
    howToGoOn(rollout);
  }

  private void head(PastRollout rollout) {
    out.println(
        "Rollout %s%s: %s%s"
            .formatted(
                rollout.id(),
                rollout.shard().map(shard -> ", " + shard.words()).orElse(""),
                rollout.standing(),
                rollout.ended().map(ended -> ", ended " + time(ended)).orElse("")));
    invocation("begun", rollout.first());
    rollout.resumed().forEach(again -> invocation("resumed", again));
    rollout.pause().ifPresent(pause -> out.println("  " + pause.text()));
    if (rollout.damaged() > 0) {
      out.println(
          rollout.damaged() == 1
              ? "  1 line of its journal is damaged"
              : "  %d lines of its journal are damaged".formatted(rollout.damaged()));
    }
  }

  private void invocation(String verb, Invocation invocation) {
    out.println(
        "  %s %s in %s, by version %s"
            .formatted(
                verb, time(invocation.begun()), invocation.directory(), invocation.version()));
    out.println("    hosttrust " + Invocation.quoted(invocation.command()));
  }

  private static String time(Instant time) {
    return TIME.format(time);
  }

  private void trust(PastRollout rollout) {
    rollout.hosts().values().stream().map(PastHost::trust).distinct().forEach(this::trust);
  }

  private void trust(TrustSummary trust) {
    for (TrustSummary.AnchorSummary anchor : trust.anchors()) {
      String registries =
          anchor.registries().isEmpty() ? "" : ", for " + String.join(", ", anchor.registries());
      out.println(
          "  %s  %s, SHA-256 %s%s"
              .formatted(anchor.name(), anchor.subject(), anchor.sha256(), registries));
    }
    for (TrustSummary.AnchorSummary anchor : trust.absent()) {
      String which = anchor.sha256().isEmpty() ? "" : ", SHA-256 " + anchor.sha256();
      out.println("  remove %s%s".formatted(anchor.name(), which));
    }
    out.println("    in the stores " + trust.stores());
  }

  /** Hosts by what they have in common, the largest group first. */
  private static <T> SequencedMap<T, List<PastHost>> group(
      PastRollout rollout, Predicate<PastHost> which, Function<PastHost, T> what) {
    SequencedMap<T, List<PastHost>> groups = new LinkedHashMap<>();
    rollout.hosts().values().stream()
        .filter(which)
        .forEach(
            host -> groups.computeIfAbsent(what.apply(host), w -> new ArrayList<>()).add(host));
    SequencedMap<T, List<PastHost>> sorted = new LinkedHashMap<>();
    groups.entrySet().stream()
        .sorted((a, b) -> Integer.compare(b.getValue().size(), a.getValue().size()))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }

  private void state(HostState state, List<String> notes, List<PastHost> hosts) {
    out.println("%-13s %s: %s".formatted(state.word(), count(hosts), names(hosts)));
    notes.forEach(note -> out.println(" ".repeat(14) + note));
  }

  private static String count(List<PastHost> hosts) {
    return hosts.size() == 1 ? "1 host" : hosts.size() + " hosts";
  }

  private void stale(List<String> daemons, List<PastHost> hosts) {
    out.println("owes a restart: %s on %s".formatted(String.join(", ", daemons), names(hosts)));
  }

  private String names(List<PastHost> hosts) {
    return String.join("", names.of(hosts.stream().map(PastHost::name).toList()));
  }

  private void evidence(List<Proof> proofs, List<PastHost> hosts) {
    out.println("");
    out.println("Read back from " + names(hosts));
    ProofText.lines(proofs).forEach(out::println);
  }

  private void howToGoOn(PastRollout rollout) {
    if (rollout.running()) {
      return;
    }
    if (!rollout.isDone()) {
      command("To go on", rollout, List.of());
    }
    List<String> stale = rollout.staleDaemons();
    if (!stale.isEmpty()) {
      command(
          rollout.isDone() ? "To restart what owes it" : "To restart what owes it as well",
          rollout,
          List.of("--restart", String.join(",", stale)));
    }
  }

  private void command(String what, PastRollout rollout, List<String> more) {
    List<String> command = new ArrayList<>(rollout.first().commandWithoutHidden());
    command.addAll(List.of("--resume", rollout.id()));
    command.addAll(more);
    out.println("");
    out.println("%s, in %s:".formatted(what, rollout.first().directory()));
    out.println("  hosttrust " + Invocation.quoted(command));
    List<String> hidden = rollout.first().hidden();
    if (!hidden.isEmpty()) {
      out.println(
          "  with these as well, whose values no journal keeps: -e " + String.join(" -e ", hidden));
    }
  }
}
