// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.words.Problem;
import dev.hosttrust.words.ProblemsException;
import org.junit.jupiter.api.Test;

class FleetFindingsTest {
  private final FleetFindings findings = new FleetFindings();

  @Test
  void aProblemOfSeveralHostsIsToldOnceWhereItWasFoundFirst() {
    read("node1", Problem.at("hosts:1", "x of host node1 must be a text"));
    findings.common().problem("--forks 0: must be 1 or more");
    read("node10", Problem.at("hosts:1", "x of host node10 must be a text"));
    read("node1", Problem.at("node1: hosttrust_root", "is not absolute"));
    read("web", Problem.at("web: hosttrust_root", "is not absolute"));
    read("node2", Problem.at("hosts:1", "x of host node2 must be a text"));
    read("node3", Problem.of("names no host"));
    read("node4", Problem.of("names no host"));

    assertThatThrownBy(findings::throwIfFailed)
        .isInstanceOf(ProblemsException.class)
        .hasMessage(
            """
            hosts:1: x of host node1 and 2 more must be a text
            --forks 0: must be 1 or more
            node1 and 1 more: hosttrust_root: is not absolute
            names no host""");
  }

  @Test
  void aWarningAboutSeveralHostsIsOne() {
    findings.common().warning("hosts:1", "the file is empty");
    findings.warning("node1", "is old");
    findings.warning("node2", "is new");
    findings.warning("node3", "is old");

    assertThat(findings.warnings())
        .containsExactly("node[1,3]: is old", "node2: is new", "hosts:1: the file is empty");
  }

  @Test
  void givesWhatIsRead() {
    assertThat(findings.read("node1", () -> "text")).contains("text");
    findings.throwIfFailed();
  }

  private void read(String host, Problem problem) {
    assertThat(
            findings.read(
                host,
                () -> {
                  throw ProblemsException.of(problem);
                }))
        .isEmpty();
  }
}
