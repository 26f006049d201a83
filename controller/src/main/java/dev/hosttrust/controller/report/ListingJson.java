// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.listing.Finding;
import dev.hosttrust.agent.listing.FoundAnchor;
import dev.hosttrust.agent.listing.Listing;
import dev.hosttrust.controller.rollout.HostResult;
import java.time.InstantSource;
import java.util.List;

/** A listing as JSON lines; {@code docs/json-output.md} has the keys. */
public final class ListingJson implements Report {
  private final JsonReport run;
  private final JsonLines json;
  private final FoundOnHosts found;

  /** Begins with what the run is. */
  public ListingJson(Lines out, InstantSource clock, Run run, FoundOnHosts found) {
    this.run = new JsonReport(out, clock, run);
    this.json = new JsonLines(out, clock);
    this.found = found;
  }

  @Override
  public void warning(String text) {
    run.warning(text);
  }

  @Override
  public void bySsh(List<String> hosts, List<String> reasons) {
    run.bySsh(hosts, reasons);
  }

  @Override
  public void notServed(int hosts) {
    run.notServed(hosts);
  }

  /** What is on a host comes before its own line. */
  @Override
  public void done(HostResult result) {
    if (result.outcome() instanceof Unchanged) {
      Listing listing = found.take(result.host());
      listing.anchors().forEach(anchor -> anchor(result.host(), anchor));
      listing.findings().forEach(finding -> finding(result.host(), finding));
    }
    run.done(result);
  }

  private void anchor(String host, FoundAnchor anchor) {
    json.print(
        "found",
        members -> {
          members.string("host", host);
          members.string("store", anchor.store());
          members.string("path", anchor.path());
          members.string("registry", anchor.registry().orElse(""));
          members.string("subject", anchor.certificate().subject());
          members.string("not_after", anchor.certificate().notAfter().toString());
          members.string("sha256", anchor.certificate().fingerprint());
          members.truth("expired", anchor.certificate().notAfter().isBefore(found.now()));
        });
  }

  private void finding(String host, Finding finding) {
    json.print(
        "finding",
        members -> {
          members.string("host", host);
          members.string("store", finding.store());
          members.string("kind", finding.kind().id());
          members.string("path", finding.path());
          members.string("message", finding.message());
        });
  }

  @Override
  public void finished(RunEnd end) {
    run.finished(end);
  }
}
