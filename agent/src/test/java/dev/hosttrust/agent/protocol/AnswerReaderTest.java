// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.agent.TestSpecs;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.shell.ExecResult;
import dev.hosttrust.agent.store.HostState;
import dev.hosttrust.agent.store.Planner;
import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.agent.trust.TreeRoot;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that no agent gives: a host may say what it likes. */
class AnswerReaderTest {
  private static final Wanted WANTED_TRUST =
      TestSpecs.wanted(TreeRoot.SYSTEM, TestSpecs.anchor("harbor", TestSpecs.ca("Harbor CA")));
  private static final List<Question<?>> QUESTIONS = Stores.questions(WANTED_TRUST, Facts.NONE);
  private static final Question<List<String>> HASH_LINKS =
      new Question.HashLinks(
          "/etc/ssl/certs",
          TestSpecs.ca("Harbor CA"),
          "/usr/share/ca-certificates/local/harbor.crt");
  private static final Plan PLAN =
      (Plan) Planner.plan(WANTED_TRUST, HostState.fresh(WANTED_TRUST).facts());
  private static final String HASH = TestSpecs.ca("Harbor CA").subjectHash();

  /** The number of the question for hash links. */
  private static final String LINKS = number(Question.HashLinks.class);

  /** The number by which the agent answers the first question of a kind. */
  private static String number(Class<?> kind) {
    List<Question<?>> others =
        QUESTIONS.stream()
            .filter(question -> !(question instanceof Question.Path))
            .distinct()
            .toList();
    for (int i = 0; i < others.size(); i++) {
      if (kind.isInstance(others.get(i))) {
        return Integer.toString(HostState.asked(WANTED_TRUST).size() + i + 1);
      }
    }
    throw new AssertionError("no question of " + kind);
  }

  private static ExecResult result(String lines) {
    String answer = "@hosttrust 0 begin 1\n" + lines + "@hosttrust 0 end\n";
    return new ExecResult(0, answer.getBytes(StandardCharsets.UTF_8), new byte[0]);
  }

  private static Answer answer(String lines) throws ProtocolException {
    return AnswerReader.answer(result(lines), QUESTIONS, PLAN, "0");
  }

  private static String block(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "\n.\n";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bundled 99 | nobody asked question 99",
        "bundled 0 | nobody asked question 0",
        "bundled LINKS | bundled LINKS answers another question",
        "hash_link LINKS 00000000.0 | link 00000000.0",
        "path 99 absent | nobody asked question 99",
        "path LINKS absent | question LINKS is not about a path",
        "path 1 file 0644 | Index 4 out of bounds for length 4",
        "host x 0 | For input string: \"x\"",
      })
  void takesNothingThatWasNotAskedFor(String line, String message) {
    String numbered = line.replace("LINKS", LINKS);
    assertThatThrownBy(() -> AnswerReader.facts(result(numbered + "\n"), QUESTIONS, "0"))
        .isInstanceOf(ProtocolException.class)
        .hasMessage("the agent's answer is garbled (" + message.replace("LINKS", LINKS) + ")");
  }

  @Test
  void takesNoHashLinkTwice() throws ProtocolException {
    StringBuilder lines = new StringBuilder("host 0 0\n");
    for (int i = 1; i <= HostState.asked(WANTED_TRUST).size(); i++) {
      lines.append("path ").append(i).append(" absent\n");
    }
    lines.append(("hash_link " + LINKS + " " + HASH + ".0\n").repeat(100_000));

    Facts facts = AnswerReader.facts(result(lines.toString()), QUESTIONS, "0");

    assertThat(facts.of(HASH_LINKS)).containsExactly(HASH + ".0");
  }

  @Test
  void takesNoMoreNamesThanAHostHas() {
    String names =
        "names " + number(Question.Names.class) + "\n" + block("./a.crt\n".repeat(20_001));

    assertThatThrownBy(() -> AnswerReader.facts(result(names), QUESTIONS, "0"))
        .hasMessage("the agent's answer is garbled (more than 20,000 of a kind)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "file 644 /a.crt                | a tree that is cut off",
        "file 644 /a.crt;end;key;       | a tree that is cut off",
        "file rw- /a.crt;end;           | For input string: \"rw-\" under radix 8",
        "secret c2VjcmV0;end;           | a line in a tree: secret c2VjcmV0",
      })
  void takesNoTreeThatTheAgentDoesNotTell(String tree, String message) {
    Question.Tree question = new Question.Tree(List.of("/etc"));
    String answer = "host 0 0\ntree 1\n" + block(tree.replace(';', '\n'));

    assertThatThrownBy(() -> AnswerReader.facts(result(answer), List.of(question), "0"))
        .isInstanceOf(ProtocolException.class)
        .hasMessage("the agent's answer is garbled (" + message + ")");
  }

  @Test
  void namesWhoIsAtWork() throws ProtocolException {
    assertThat(answer("locked rollout 12\n"))
        .isEqualTo(new Answer.Locked("another rollout (process 12)"));
    assertThat(answer("locked tool 12 update-ca-certi\n"))
        .isEqualTo(new Answer.Locked("update-ca-certificates (process 12)"));
    // The file's text is not ours alone to write.
    assertThat(answer("locked rollout 99999999999999999999\n"))
        .isEqualTo(new Answer.Locked("another rollout"));
    assertThat(answer("locked rollout \033[31m\n")).isEqualTo(new Answer.Locked("another rollout"));
    assertThat(answer("waited rollout\nconflict 4\nconflict 4\n"))
        .isEqualTo(
            new Answer.Conflict(
                List.of("/usr/share/ca-certificates/local/harbor.crt"),
                Optional.of("another rollout")));
  }

  @Test
  void tellsAnEffectThatCouldNotBeReadFromOneThatIsMissing() throws ProtocolException {
    assertThat(
            answer(
                "failed effect\n"
                    + block("broken awk\n4 " + number(Question.Bundled.class) + "\n")
                    + "undone\n"))
        .isEqualTo(
            new Answer.Undone(
                "could not update the system store",
                "update-ca-certificates ran, but its effect could not be read: broken awk",
                List.of(),
                List.of()));
    assertThat(answer("failed effect\n" + block("4 " + LINKS + "\n") + "undone\n"))
        .isEqualTo(
            new Answer.Undone(
                "could not update the system store",
                "update-ca-certificates ran, but no hash link leads to harbor",
                List.of(),
                List.of()));
  }

  @Test
  void takesNoOutputOfAStepThatRunsNoTool() {
    assertThatThrownBy(() -> answer("output 1\n" + block("W: odd")))
        .isInstanceOf(BegunException.class)
        .hasMessage("the agent's answer is garbled (step 1 runs no tool)");
  }

  @Test
  void anAnswerWithoutAnEndOfTheChangeIsCutOff() {
    assertThatThrownBy(() -> answer("output 4\n" + block("x"))).isInstanceOf(BegunException.class);
  }
}
