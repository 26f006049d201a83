// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.facts.Attributes;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.PathFact;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Step;
import dev.hosttrust.agent.plan.Step.RestartDaemon;
import dev.hosttrust.agent.plan.Step.WriteFile;
import dev.hosttrust.agent.protocol.AgentProgram;
import dev.hosttrust.agent.protocol.Answer;
import dev.hosttrust.agent.protocol.AnswerReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a daemon is restarted behind a change, and what is made of one that does not come up. */
class RestartTest extends HarborHost {
  private static final String NONCE = "0123456789abcdef0123456789abcdef";

  /**
   * @param step in seconds: so much later is it whenever somebody asks for the time
   */
  private Answer.Applied restarted(String shell, String systemctl, List<String> health, int step)
      throws Exception {
    host = new ScratchHost(directory.resolve("host"), shell.split(" "));
    Path tools = tool("systemctl", "echo \"$*\" >>" + log() + "\n" + systemctl);
    tool("ask", "echo asked >>" + log() + "; [ $(grep -c asked " + log() + ") = 2 ]");
    tool("no-answer", "echo no answer >>" + log() + "; exit 1");
    Path asked = directory.resolve("asked");
    tool("clock", "echo x >>%s; echo $((%d * $(grep -c x %s)))".formatted(asked, step, asked));
    Attributes mine =
        new Attributes(
            0644,
            (int) Files.getAttribute(directory, "unix:uid"),
            (int) Files.getAttribute(directory, "unix:gid"));
    List<Step> steps = new ArrayList<>();
    steps.add(new WriteFile("/etc/new", new PathFact.Absent(), mine, Content.of("new")));
    for (String daemon : List.of("one", "two")) {
      steps.add(new RestartDaemon(daemon, daemon + "d", health, List.of("it is old")));
    }
    Plan plan = new Plan(steps, new LinkedHashMap<>(), List.of());
    String program =
        new String(
                AgentProgram.apply(host.root(), List.of(), Facts.NONE, plan, NONCE),
                StandardCharsets.UTF_8)
            .replace("date +%s", "clock")
            .replace("sleep 1", "sleep 0.01");
    Answer answer =
        AnswerReader.answer(
            withTools(tools).exec(AgentProgram.COMMAND, program.getBytes(StandardCharsets.UTF_8)),
            List.of(),
            plan,
            NONCE);
    assertThat(answer).isInstanceOf(Answer.Applied.class);
    assertThat(host.read("/etc/new")).as("the change is kept").isEqualTo("new");
    return (Answer.Applied) answer;
  }

  private Path log() {
    return directory.resolve("log");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void waitsUntilADaemonRunsAndAnswers(String shell) throws Exception {
    Answer.Applied applied = restarted(shell, "exit 0", List.of("ask"), 20);

    assertThat(applied.notRestarted())
        .contains("twod could not be restarted: it is not healthy 60 s after its restart");
    assertThat(Files.readAllLines(log()))
        .startsWith(
            "restart oned.service",
            "is-active oned.service",
            "asked",
            "is-active oned.service",
            "asked",
            "restart twod.service",
            "is-active twod.service",
            "asked");
  }

  /** As where each question to the daemon takes long to fail. */
  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void aMinuteIsAMinuteByTheClock(String shell) throws Exception {
    Answer.Applied applied = restarted(shell, "exit 0", List.of("no-answer"), 40);

    assertThat(applied.notRestarted())
        .contains("oned could not be restarted: it is not healthy 60 s after its restart");
    assertThat(Files.readAllLines(log()))
        .containsExactly(
            "restart oned.service",
            "is-active oned.service",
            "no answer",
            "is-active oned.service",
            "no answer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void saysWhyADaemonIsNotRestartedAndLeavesTheOthers(String shell) throws Exception {
    Answer.Applied applied =
        restarted(shell, "echo first; echo 'Unit oned.service is masked.'; exit 3", List.of(), 1);

    assertThat(applied.notRestarted())
        .contains(
            "oned could not be restarted: Unit oned.service is masked. (it ended with status 3)");
    assertThat(Files.readAllLines(log())).containsExactly("restart oned.service");
  }

  /** A program that does not come with the daemon proves nothing by its absence. */
  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void goesByTheServiceAloneWhereThereIsNothingToAskItWith(String shell) throws Exception {
    assertThat(restarted(shell, "exit 0", List.of("no-such-program", "info"), 1).notRestarted())
        .isEmpty();
  }
}
