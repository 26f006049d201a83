// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private final Findings findings = new Findings();

  @Test
  void tellsAllProblemsAtOnceInTheirOrderAndEachOnce() {
    findings.problem("ca.crt", "is empty", "copy it again");
    findings.problem(new Location("hosts", 3, 7), "there is no name");
    findings.problem("--forks 0: must be 1 or more");
    findings.problem("ca.crt", "is empty", "copy it again");

    ProblemsException e = catchThrowableOfType(ProblemsException.class, findings::throwIfFailed);

    assertThat(e.problems())
        .extracting(Problem::message)
        .containsExactly(
            "ca.crt: is empty; copy it again",
            "hosts:3:7: there is no name",
            "--forks 0: must be 1 or more");
    assertThat(e)
        .hasMessage(
            """
            ca.crt: is empty; copy it again
            hosts:3:7: there is no name
            --forks 0: must be 1 or more""");
  }

  @Test
  void aWarningEndsNothing() {
    findings.warning(Location.of("hosts", 2), "the key a is there twice");
    findings.warning("ansible.cfg is not read");

    findings.throwIfFailed();

    assertThat(findings.failed()).isFalse();
    assertThat(findings.warnings())
        .extracting(Warning::message)
        .containsExactly("hosts:2: the key a is there twice", "ansible.cfg is not read");
  }

  @Test
  void keepsTheProblemsThatEndAReading() {
    assertThat(findings.read(() -> "text")).contains("text");
    assertThat(
            findings.read(
                () -> {
                  throw ProblemsException.at(Location.of("hosts"), "the file is empty");
                }))
        .isEmpty();

    assertThat(findings.problems()).containsExactly(Problem.at("hosts", "the file is empty"));
  }

  @Test
  void takesOverWhatWasFoundElsewhere() {
    Findings other = new Findings();
    other.problem("a");
    other.warning("b");

    findings.addAll(other);

    assertThat(findings.problems()).containsExactly(Problem.of("a"));
    assertThat(findings.warnings()).containsExactly(new Warning("", "b"));
  }

  @Test
  void aProblemCanBeNamedByWhatItIsAPartOf() {
    ProblemsException e =
        new ProblemsException(List.of(Problem.of("no such user"), Problem.at("port", "is 0")));

    assertThat(e.within("node1")).hasMessage("node1: no such user\nnode1: port: is 0");
  }

  @Test
  void anExceptionHasAProblem() {
    assertThatThrownBy(() -> new ProblemsException(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
