// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.inventories.nodeset.NodeSet;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Text that is left out because it does not fit takes no room from what comes after it. */
class TextThatDoesNotFitTest {
  @Test
  void aDiffThatFitsIsKeptAfterOneThatDoesNot() {
    SharedText diffs = new SharedText(10);

    diffs.add(0, List.of(new Piece("/a", List.of("x".repeat(11)))));
    diffs.add(1, List.of(new Piece("/b", List.of("fits"))));

    assertThat(diffs.leftOut()).isEqualTo(1);
    assertThat(diffs.groups()).extracting(SharedText.Group::hosts).containsExactly(List.of(1));
  }

  @Test
  void aReasonThatFitsIsKeptAfterOneThatDoesNot() {
    HostsByReason reasons = new HostsByReason();
    StringWriter out = new StringWriter();

    reasons.add(0, new HostLine("node1", Status.FAILED, List.of("x".repeat(5 << 20))));
    reasons.add(1, new HostLine("node2", Status.FAILED, List.of("no space left")));
    reasons.print(
        new Lines(new PrintWriter(out), false),
        new HostNames(List.of("node1", "node2"), NodeSet::toString, false),
        false);

    assertThat(out.toString()).contains("node2: no space left", "1 more host,");
  }
}
