// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.Outcome.Unreachable;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.evidence.Evidence;
import dev.hosttrust.agent.listing.Finding;
import dev.hosttrust.agent.listing.Finding.Kind;
import dev.hosttrust.agent.listing.FoundAnchor;
import dev.hosttrust.agent.listing.Listing;
import dev.hosttrust.controller.rollout.HostResult;
import dev.hosttrust.controller.rollout.Recap;
import dev.hosttrust.inventories.nodeset.NodeSet;
import dev.hosttrust.testhosts.TestCa;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The listing of a large fleet is short enough to be read. */
class ListingTextTest {
  private static final List<String> HOSTS =
      IntStream.rangeClosed(1, 1000).mapToObj("node%04d"::formatted).toList();
  private static final TestCa HARBOR = TestCa.named("Harbor CA");
  private static final TestCa OTHER = TestCa.named("Other CA");
  private static final String LOCAL = "/usr/share/ca-certificates/local/";

  private static FoundAnchor found(String store, String path, String registry, TestCa ca) {
    try {
      return new FoundAnchor(
          store,
          path,
          Optional.of(registry).filter(name -> !name.isEmpty()),
          CaCertificate.ofDer(ca.der())); // as each host has objects of its own
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String print(IntFunction<Listing> listings) {
    StringWriter out = new StringWriter();
    FoundOnHosts found = new FoundOnHosts(Instant.now(), Optional.empty());
    Progress.Place nowhere =
        new Progress.Place(new Lines(new PrintWriter(Writer.nullWriter()), false), false, false);
    ListingText report =
        new ListingText(
            new Lines(new PrintWriter(out), false),
            new Progress(nowhere, HOSTS.size(), InstantSource.system(), () -> 80),
            found,
            HOSTS,
            NodeSet::toString,
            false);
    List<Integer> places = new ArrayList<>(IntStream.range(0, HOSTS.size()).boxed().toList());
    Collections.shuffle(places, new Random(1));
    Recap recap = Recap.NONE;
    for (int place : places) {
      String host = HOSTS.get(place);
      Listing listing = listings.apply(place);
      Outcome outcome = new Unreachable("10.0.0.%d:22: timed out".formatted(place));
      if (!listing.anchors().isEmpty()) {
        found.add(host, listing);
        outcome = new Unchanged(new Evidence(List.of()), List.of());
      }
      recap = recap.plus(outcome);
      report.done(new HostResult(host, outcome, List.of(), Duration.ZERO));
    }
    report.finished(new RunEnd(recap, List.of(), Duration.ofSeconds(9)));
    return out.toString();
  }

  @Test
  void aThousandHostsAreFolded() {
    String text =
        print(
            host -> {
              if (host == 999) {
                return new Listing(List.of(), List.of());
              }
              List<FoundAnchor> anchors = new ArrayList<>();
              anchors.add(found("system", LOCAL + "harbor.crt", "", HARBOR));
              anchors.add(found("docker", "/etc/docker/certs.d/h:8443/ca.crt", "h:8443", HARBOR));
              if (host % 100 == 7) {
                anchors.add(found("k3s", "/opt/other.pem", "o.example.com", OTHER));
              }
              return new Listing(
                  anchors,
                  host < 3
                      ? List.of(new Finding("system", Kind.DANGLING_LINK, "/x", "/x leads nowhere"))
                      : List.of());
            });

    assertThat(text.lines())
        .hasSize(17)
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100))
        .contains(
            "  on node[0001-0999] (999 hosts)",
            "    docker      /etc/docker/certs.d/h:8443/ca.crt",
            "    system      /usr/share/ca-certificates/local/harbor.crt",
            "    k3s         /opt/other.pem  for o.example.com",
            "on node[0001-0003] (3 hosts)",
            "  /x leads nowhere",
            "1000 hosts: 999 ok, 0 failed, 1 unreachable  (9.0 s)")
        .anyMatch(line -> line.startsWith("  on node[0008,0108,0208,"));
  }

  @Test
  void whatIsTooMuchToKeepIsCounted() {
    String text =
        print(
            host ->
                new Listing(
                    List.of(found("system", LOCAL + "harbor.crt", "", HARBOR)),
                    IntStream.range(0, 30)
                        .mapToObj(
                            i ->
                                new Finding(
                                    "system",
                                    Kind.DANGLING_LINK,
                                    "/x",
                                    "/%d/%d".formatted(host, i)))
                        .toList()));

    assertThat(text).contains("\n10,000 more, which are too much to keep; -o json has each\n");
  }
}
