// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.plan.HostTool;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Step;
import dev.hosttrust.agent.plan.Step.RunTool;
import dev.hosttrust.agent.protocol.AgentProgram;
import dev.hosttrust.agent.protocol.Answer;
import dev.hosttrust.agent.protocol.AnswerReader;
import dev.hosttrust.agent.shell.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A plan that runs the tools of two stores, of which the second fails. */
class SeveralToolsTest extends HarborHost {
  private static final String NONCE = "0123456789abcdef0123456789abcdef";
  private static final Plan PLAN =
      new Plan(List.of(run("one"), run("two")), new LinkedHashMap<>(), List.of());

  private static Step run(String name) {
    return run(
        new HostTool(
            "update-" + name, "store " + name, List.of(), List.of("/etc/" + name), List.of()));
  }

  private static Step run(HostTool tool) {
    return new RunTool(tool, List.of(), List.of(), List.of(), List.of("it is new"), "");
  }

  @BeforeEach
  void write() throws IOException {
    host.write("/etc/one/file", "1");
    host.write("/etc/two/file", "2");
  }

  private Answer.Undone undone(String interpreter, String one) throws Exception {
    host = new ScratchHost(directory.resolve("host"), interpreter.split(" "));
    tool("update-one", one.formatted(host.path("/etc/one")));
    String two = ": >%s/file\nexit 1".formatted(host.path("/etc/two"));
    Shell shell = withTools(tool("update-two", two));
    byte[] program = AgentProgram.apply(host.root(), List.of(), Facts.NONE, PLAN, NONCE);
    Answer answer =
        AnswerReader.answer(shell.exec(AgentProgram.COMMAND, program), List.of(), PLAN, NONCE);
    assertThat(answer).isInstanceOf(Answer.Undone.class);
    return (Answer.Undone) answer;
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void putsBackWhatBothDid(String interpreter) throws Exception {
    SortedMap<String, String> before = host.tree();

    Answer.Undone undone = undone(interpreter, ": >%1$s/file\n: >%1$s/new");

    assertThat(undone.what()).isEqualTo("update-two failed");
    assertThat(undone.undoErrors()).isEmpty();
    assertThat(host.tree()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void putsTheSecondBackWhereTheFirstCannotBe(String interpreter) throws Exception {
    Answer.Undone undone = undone(interpreter, "rm %1$s/file\nmkdir -p %1$s/file/in-the-way");

    assertThat(undone.undoErrors()).isNotEmpty();
    assertThat(host.read("/etc/two/file")).isEqualTo("2");
    assertThat(undone.kept()).isNotEmpty();
    assertThat(Files.readString(Path.of(undone.kept().getFirst()).resolve("file"))).isEqualTo("1");
  }

  /** What it should have done is looked for behind the change. */
  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void keepsAllWhereAToolFailsThatMayAndTellsOfIt(String interpreter) throws Exception {
    host = new ScratchHost(directory.resolve("host"), interpreter.split(" "));
    tool("update-one", "echo new >%s/file\n".formatted(host.path("/etc/one")));
    Shell shell = withTools(tool("update-two", "echo 'no space'\nexit 3\n"));
    HostTool two = HostTool.thatMayFail("update-two", "store two", List.of("/etc/two"));
    Plan plan = new Plan(List.of(run("one"), run(two)), new LinkedHashMap<>(), List.of());

    byte[] program = AgentProgram.apply(host.root(), List.of(), Facts.NONE, plan, NONCE);
    Answer answer =
        AnswerReader.answer(shell.exec(AgentProgram.COMMAND, program), List.of(), plan, NONCE);

    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Applied.class,
            applied ->
                assertThat(applied.complaints())
                    .containsExactly("update-two failed: no space (it ended with status 3)"));
    assertThat(host.read("/etc/one/file")).isEqualTo("new\n");
    assertThat(host.tree().keySet()).noneMatch(path -> path.contains(".hosttrust"));
  }
}
