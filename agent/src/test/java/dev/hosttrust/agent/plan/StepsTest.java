// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.diff.PlanDiff;
import dev.hosttrust.agent.facts.Attributes;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.PathFact.RegularFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepsTest {
  private static final Attributes PRIVATE = new Attributes(0600, 0, 0);

  private static List<String> diffOfEdit(String before, String after) {
    Facts facts =
        new Facts.Builder()
            .at("/etc/x", new RegularFile(PRIVATE, Content.of(before)))
            .identity(0, 0)
            .build();
    Steps steps = new Steps(facts, 0, 0);
    steps.edit("/etc/x", Content.of(after));
    return PlanDiff.of(steps.files().getFirst()).lines();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password = 's3cret'",
        "Authorization = 'Basic s3cret'",
        "auth: {identitytoken: s3cret}"
      })
  void showsNothingOfAnEditedFileThatMayHoldPasswordsButTheNewLines(String line) {
    assertThat(diffOfEdit(line + "\n", line + "\nca = 'x'\n"))
        .noneMatch(shown -> shown.contains("s3cret"))
        .contains("  ca = 'x'");
  }

  @Test
  void showsTheDifferenceOfAnyOther() {
    assertThat(diffOfEdit("author = 'me'\n", "author = 'me'\nca = 'x'\n"))
        .contains(" author = 'me'", "+ca = 'x'");
  }
}
