// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.plan;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.plan.Step.Effect;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffectTest {
  /** The agent would take it for held, or for not held, whatever the host has. */
  @Test
  void isNoQuestionThatHasAnAnswerOnEveryHost() {
    List<Question<?>> others =
        List.of(
            Question.Path.file("/etc/f"),
            new Question.Names("/etc", ".crt"),
            new Question.Output(List.of("true")));
    for (Question<?> question : others) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Effect(question, "the store lacks", "harbor"));
    }
  }
}
