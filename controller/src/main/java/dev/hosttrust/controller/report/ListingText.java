// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.listing.FoundAnchor;
import dev.hosttrust.agent.listing.Listing;
import dev.hosttrust.agent.text.Printable;
import dev.hosttrust.controller.rollout.HostResult;
import dev.hosttrust.inventories.nodeset.NodeSet;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A listing for people, once all hosts are done: each certificate once with the places and the
 * hosts where it stands, by the day on which it expires; then what somebody should look at.
 */
public final class ListingText implements Report {
  private static final int LONGEST_SUBJECT = 250;

  /** More different texts than these are counted: no fleet has them. */
  private static final int MOST = 20_000;

  private final Lines out;
  private final Progress progress;
  private final FoundOnHosts found;
  private final HostNames names;
  private final boolean verbose;
  private final Map<String, FoundCertificate> certificates = new HashMap<>();
  private final ByHosts findings = new ByHosts();
  private final HostsByReason failures = new HostsByReason();
  private int notServed;
  private int leftOut;

  /**
   * @param hosts the names of all hosts, in the order of the inventory
   * @param words how names in one word are written, so that {@code -l} reads them
   * @param verbose whether every host's name is shown
   */
  public ListingText(
      Lines out,
      Progress progress,
      FoundOnHosts found,
      List<String> hosts,
      Function<NodeSet, String> words,
      boolean verbose) {
    this.out = out;
    this.progress = progress;
    this.found = found;
    this.names = new HostNames(hosts, words, verbose);
    this.verbose = verbose;
  }

  @Override
  public void warning(String text) {
    progress.aside(
        () -> {
          out.println(List.of(Colour.YELLOW.on("warning: "), Colour.NONE.on(text)));
          out.flush();
        });
  }

  @Override
  public void notServed(int hosts) {
    notServed = hosts;
  }

  @Override
  public void done(HostResult result) {
    int host = names.place(result.host());
    if (result.outcome() instanceof Unchanged) {
      Listing listing = found.take(result.host());
      listing.anchors().forEach(anchor -> add(host, anchor));
      listing.findings().forEach(finding -> add(host, finding.message()));
    }
    HostLine line = HostLine.of(result);
    if (line.status().isFailure()) {
      failures.add(host, line);
    }
  }

  private void add(int host, FoundAnchor anchor) {
    CaCertificate certificate = anchor.certificate();
    if (certificates.size() < MOST || certificates.containsKey(certificate.fingerprint())) {
      certificates
          .computeIfAbsent(certificate.fingerprint(), f -> new FoundCertificate(certificate))
          .add(host, anchor);
    } else {
      leftOut++;
    }
  }

  private void add(int host, String finding) {
    if (findings.count() < MOST) {
      findings.add(host, finding);
    } else {
      leftOut++;
    }
  }

  @Override
  public void finished(RunEnd end) {
    certificates.values().stream().sorted(FoundCertificate.ORDER).forEach(this::print);
    if (certificates.isEmpty() && end.recap().ok() > 0) {
      out.println(none());
    }
    if (findings.count() > 0) {
      out.println("");
      out.println(List.of(Colour.BOLD.on("To look at")));
      findings.groups().forEach(group -> print(group, ""));
    }
    if (leftOut > 0) {
      out.println("");
      out.println("%,d more, which are too much to keep; -o json has each".formatted(leftOut));
    }
    if (!failures.none()) {
      out.println("");
      failures.print(out, names, verbose);
    }
    UnknownHostKeys.print(out, end.unknownHostKeys());
    out.println("");
    out.println(RecapLine.ofLooks(end.recap(), notServed, end.took()));
    out.flush();
  }

  private String none() {
    return found
        .until()
        .map(end -> "No certificate expires before " + day(end) + ".")
        .orElse("No certificate beside those of the distribution.");
  }

  private static String day(Instant time) {
    return time.atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }

  private void print(FoundCertificate one) {
    CaCertificate certificate = one.certificate();
    String subject = Printable.shortened(certificate.words(), LONGEST_SUBJECT);
    out.println(
        List.of(
            Colour.NONE.on(day(certificate.notAfter()) + "  "),
            left(certificate.notAfter()),
            Colour.BOLD.on("  " + subject)));
    out.println("  SHA-256 " + certificate.fingerprint());
    one.places().groups().forEach(group -> print(group, "  "));
  }

  private Styled left(Instant end) {
    long days = Duration.between(found.now(), end).toDays();
    if (end.isBefore(found.now())) {
      return Colour.RED.on("expired");
    }
    Colour colour = found.until().isPresent() ? Colour.YELLOW : Colour.NONE;
    return colour.on(days == 1 ? "1 day left" : days + " days left");
  }

  /** The hosts, and below them what is true of them. */
  private void print(ByHosts.Group group, String indent) {
    int hosts = group.hosts().size();
    List<Styled> head = new ArrayList<>(List.of(Colour.NONE.on(indent + "on ")));
    head.addAll(names.list(group.hosts(), Colour.NONE));
    head.add(Colour.NONE.on(hosts == 1 ? "" : " (%d hosts)".formatted(hosts)));
    out.println(head);
    group.texts().forEach(text -> out.println(indent + "  " + text));
  }
}
