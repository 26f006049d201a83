// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Skipped;
import dev.hosttrust.agent.Outcome.Unreachable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a run has too many failures. */
class FailureLimitTest {
  private static FailureLimit limit(String text, boolean ignoreUnreachable) {
    return new FailureLimit(
        Stream.of(text.split(",")).map(Portion::parse).map(Optional::orElseThrow).toList(),
        ignoreUnreachable);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // limit, failed in the run, failed in the batch, hosts of the batch, why it must be halted
        "0, 0, 0, 5, -",
        "0, 1, 1, 5, '1 host failed or could not be reached, more than --max-fail 0 allows'",
        "3, 3, 3, 3, -",
        "3, 4, 1, 50, '4 hosts failed or could not be reached, more than --max-fail 3 allows'",
        "10%, 9, 1, 10, -",
        "10%, 2, 2, 19, '2 of 19 hosts of this batch failed or could not be reached, more than"
            + " --max-fail 10% allows'",
        "10%, 2, 2, 20, -",
        "33%, 1, 1, 3, '1 of 3 hosts of this batch failed or could not be reached, more than"
            + " --max-fail 33% allows'",
        "34%, 1, 1, 3, -",
        "0%, 1, 1, 9999999, '1 of 9999999 hosts of this batch failed or could not be reached, more"
            + " than --max-fail 0% allows'",
        "100%, 5, 5, 5, -",
        "'3,50%', 4, 1, 9, '4 hosts failed or could not be reached, more than --max-fail 3"
            + " allows'",
        "'3,50%', 2, 2, 3, '2 of 3 hosts of this batch failed or could not be reached, more than"
            + " --max-fail 50% allows'",
      })
  void isExceededByMoreThanItSays(String limit, int inRun, int inBatch, int batch, String reason) {
    assertThat(limit(limit, false).exceeded(inRun, inBatch, batch))
        .isEqualTo(Optional.ofNullable(reason));
  }

  @Test
  void unreachableHostsCountUnlessTheyAreToBeIgnored() {
    Outcome unreachable = new Unreachable("connection refused");

    assertThat(FailureLimit.NONE.counts(unreachable)).isTrue();
    assertThat(limit("3", true).counts(unreachable)).isFalse();
    assertThat(limit("3", true).counts(new Failed("sudo refused"))).isTrue();
    assertThat(FailureLimit.NONE.counts(new Skipped("interrupted"))).isFalse();
    assertThat(limit("0", true).exceeded(1, 1, 5))
        .hasValue("1 host failed, more than --max-fail 0 allows");
  }

  @ParameterizedTest
  @CsvSource({
    // failed of two hosts, number of the batch of three, whether the run ends
    "2, 1, true",
    "1, 1, false",
    "2, 3, false",
  })
  void withoutALimitTheRunEndsAfterABatchOfWhichAllHostsFailed(
      int failed, int number, boolean ends) {
    Batch batch = new Batch(number, 3, TestJobs.nodes(2));

    assertThat(FailureLimit.NONE.exceededAfter(batch, failed).isPresent()).isEqualTo(ends);
    assertThat(limit("5", false).exceededAfter(batch, failed)).isEmpty();
  }

  @Test
  void theFirstReasonStays() {
    Tally tally = new Tally(limit("0", false));
    tally.begin(new Batch(1, 2, TestJobs.nodes(2)));

    assertThat(tally.add(result("node0", new Failed("one")))).isTrue();
    assertThat(tally.add(result("node1", new Failed("two")))).isFalse();
    assertThat(tally.add(result("node2", new Skipped("halted")))).isFalse();

    assertThat(tally.halt())
        .hasValueSatisfying(
            halt -> {
              assertThat(halt.reason()).startsWith("1 host ");
              assertThat(halt.left()).containsExactly("node2");
            });
  }

  private static HostResult result(String host, Outcome outcome) {
    return new HostResult(host, outcome, List.of(), Duration.ZERO);
  }
}
