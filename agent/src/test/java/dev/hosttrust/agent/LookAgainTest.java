// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.plan.HostTool;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Step.RestartDaemon;
import dev.hosttrust.agent.plan.Step.RunTool;
import dev.hosttrust.agent.protocol.AgentProgram;
import dev.hosttrust.agent.protocol.Answer;
import dev.hosttrust.agent.protocol.AnswerReader;
import dev.hosttrust.agent.shell.ExecResult;
import dev.hosttrust.agent.shell.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Another rollout that began before we look at a host may end before we change it. What it did
 * meanwhile is not done a second time, also where no path tells of it.
 */
class LookAgainTest extends HarborHost {
  private static final String SNAPSHOT = "/etc/ssl/.hosttrust-beef.certs";

  /** Unlike anything that runs on a machine, and no longer than what {@code comm} holds. */
  private static final String DAEMON = "hosttrust-again";

  private static final Question.Daemon QUESTION =
      new Question.Daemon(List.of("againd"), List.of(DAEMON), List.of("/etc/passwd"));

  private static final String NONCE = "0123456789abcdef0123456789abcdef";

  private Optional<Process> daemon = Optional.empty();
  private int begun;

  private interface Action {
    void run() throws Exception;
  }

  /** The host, on which something happens between the first look and the change. */
  private Shell meanwhile(Action action) {
    return (command, stdin) -> {
      if (isApply(stdin) && host.execs() == begun + 1) {
        try {
          action.run();
        } catch (Exception e) {
          throw new AssertionError(e);
        }
      }
      return host.exec(command, stdin);
    };
  }

  /** A host that has all, and where each run of the tool is counted. */
  private Path converged(String shell) throws IOException {
    host = new ScratchHost(directory.resolve("host"), shell.split(" "));
    assertThat(rollout(certificate)).isInstanceOf(Changed.class);
    begun = host.execs();
    Path runs = directory.resolve("runs");
    hook("echo run >>" + runs + "\n");
    return runs;
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void aToolThatRanMeanwhileIsNotRunAgain(String shell) throws IOException {
    Path runs = converged(shell);
    Files.delete(host.path(hashLink(certificate)));

    Outcome outcome = rollout(meanwhile(() -> host.runTool("--fresh")), certificate);

    assertThat(outcome).isInstanceOf(Unchanged.class);
    assertThat(host.execs()).as("a look, the change, another look").isEqualTo(begun + 3);
    assertThat(runs).hasContent("run\n");
  }

  /** A change under way looks like one that was cut off, until it is at its end. */
  @ParameterizedTest
  @CsvSource({
    "dash, /etc/ssl/.hosttrust-beef.certs",
    "bash, /etc/ssl/.hosttrust-beef.certs",
    "busybox sh, /etc/ssl/.hosttrust-beef.certs",
    "dash, /etc/docker/certs.d/.hosttrust-beef.1.old",
  })
  void aRunThatCameToItsEndMeanwhileWasNotCutOff(String shell, String leftover) throws IOException {
    Path runs = converged(shell);
    Files.createDirectory(host.path(leftover));

    Outcome outcome = rollout(meanwhile(() -> Files.delete(host.path(leftover))), certificate);

    assertThat(outcome).isInstanceOf(Unchanged.class);
    assertThat(runs).doesNotExist();
  }

  /** A look while another rollout's tool runs, and a change when that rollout is over. */
  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void whoLooksWhileAnotherIsAtWorkDoesNothingASecondTime(String shell) throws Exception {
    host = new ScratchHost(directory.resolve("host"), shell.split(" "));
    for (String pipe : List.of("begun", "go")) {
      new ProcessBuilder("mkfifo", directory.resolve(pipe).toString()).start().waitFor();
    }
    hook(
        "cd %s; echo run >>runs; [ -p go ] || exit 0; echo >begun; cat go; rm begun go\n"
            .formatted(directory));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Outcome> other = threads.submit(() -> rollout(certificate));
      Files.readString(directory.resolve("begun"));
      begun = host.execs();

      Outcome outcome =
          rollout(
              meanwhile(
                  () -> {
                    Files.writeString(directory.resolve("go"), "");
                    other.get();
                  }),
              certificate);

      assertThat(other.get()).isInstanceOf(Changed.class);
      assertThat(outcome).isInstanceOf(Unchanged.class);
    }
    assertThat(directory.resolve("runs")).hasContent("run\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void whatIsAsItWasIsChanged(String shell) throws IOException {
    Path runs = converged(shell);
    Files.delete(host.path(hashLink(certificate)));
    Files.createDirectory(host.path(SNAPSHOT));

    assertThat(rollout(certificate)).isInstanceOf(Changed.class);

    assertThat(host.execs()).isEqualTo(begun + 2);
    assertThat(runs).hasContent("run\n");
  }

  /** As where Java's keystore had an entry, or a link led nowhere, and nothing else was wrong. */
  @ParameterizedTest
  @CsvSource({
    "dash, /keystore", "bash, /keystore", "busybox sh, /keystore",
    "dash, /link", "bash, /link", "busybox sh, /link"
  })
  void aToolIsNotRunWhereAnEntryOrALinkCameOrWentMeanwhile(String shell, String changed)
      throws Exception {
    host = new ScratchHost(directory.resolve("host"), shell.split(" "));
    host.write("/keystore", "debian:harbor.pem");
    Files.createSymbolicLink(host.path("/link"), host.path("/file"));
    host.write("/other", "");
    List<Question<?>> questions =
        List.of(
            new Question.Holds("/keystore", Content.of("debian:harbor.pem")),
            new Question.LinkTo("/link", "/other"));
    Path runs = directory.resolve("runs");
    tool("update", "echo run >>" + runs + "\n");
    HostTool tool = new HostTool("update", "a store", List.of(), List.of(), List.of());
    RunTool run = new RunTool(tool, List.of(), List.of(), List.of(), List.of("it had it"), "");
    Plan plan = new Plan(List.of(run), new LinkedHashMap<>(), List.of());
    Facts facts = look(questions);

    assertThat(apply(questions, facts, plan)).isInstanceOf(Answer.Applied.class);
    host.write(changed.equals("/link") ? "/file" : changed, "");

    assertThat(apply(questions, facts, plan))
        .isEqualTo(new Answer.Conflict(List.of("a store"), Optional.empty()));
    assertThat(runs).hasContent("run\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void aDaemonThatStartedMeanwhileIsNotRestarted(String shell) throws Exception {
    host = new ScratchHost(directory.resolve("host"), shell.split(" "));
    startDaemon();
    Facts facts = look();
    assertThat(facts.of(QUESTION)).isPresent();

    assertThat(restart(facts)).isInstanceOf(Answer.Applied.class);
    assertThat(restarts()).hasContent("restart againd.service\n");

    stopDaemon();
    startDaemon();
    assertThat(restart(facts))
        .isEqualTo(new Answer.Conflict(List.of("the start of againd"), Optional.empty()));
    stopDaemon();
    assertThat(restart(facts)).isInstanceOf(Answer.Conflict.class);
    assertThat(restarts()).hasContent("restart againd.service\n");
  }

  /** One that failed does not run, and is restarted once as well. */
  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void aDaemonThatRunsAgainByNowIsNotRestarted(String shell) throws Exception {
    host = new ScratchHost(directory.resolve("host"), shell.split(" "));
    startDaemon();
    stopDaemon();
    Facts facts = look();

    assertThat(restart(facts)).isInstanceOf(Answer.Applied.class);
    startDaemon();
    assertThat(restart(facts)).isInstanceOf(Answer.Conflict.class);

    assertThat(restarts()).hasContent("restart againd.service\n");
  }

  private void startDaemon() throws IOException {
    Path program = directory.resolve("tools/" + DAEMON);
    if (!Files.exists(program)) {
      tool("systemctl", "[ \"$1\" != restart ] || echo \"$*\" >>" + restarts() + "\n");
      Files.copy(Path.of("/bin/sleep"), program);
    }
    daemon = Optional.of(new ProcessBuilder(program.toString(), "3600").start());
  }

  @AfterEach
  void stopDaemon() throws InterruptedException {
    if (daemon.isPresent()) {
      daemon.get().destroyForcibly().waitFor();
    }
  }

  private Path restarts() {
    return directory.resolve("restarts");
  }

  private Facts look() throws Exception {
    return look(List.of(QUESTION));
  }

  private Facts look(List<Question<?>> questions) throws Exception {
    byte[] program = AgentProgram.probe(host.root(), questions, NONCE);
    return AnswerReader.facts(exec(program), questions, NONCE);
  }

  private Answer restart(Facts facts) throws Exception {
    RestartDaemon restart = new RestartDaemon("again", "againd", List.of(), List.of("it is old"));
    return apply(
        List.of(QUESTION), facts, new Plan(List.of(restart), new LinkedHashMap<>(), List.of()));
  }

  private Answer apply(List<Question<?>> questions, Facts facts, Plan plan) throws Exception {
    byte[] program = AgentProgram.apply(host.root(), questions, facts, plan, NONCE);
    return AnswerReader.answer(exec(program), questions, plan, NONCE);
  }

  /** Where root's processes are asked for, those of the one who runs the test. */
  private ExecResult exec(byte[] program) throws Exception {
    String text =
        new String(program, StandardCharsets.UTF_8)
            .replace("Uid:0", "Uid:" + Files.getAttribute(directory, "unix:uid"))
            .replace("/run/systemd/system", directory + "/systemd")
            .replace("sleep 1", "sleep 0.01");
    return withTools(directory.resolve("tools"))
        .exec(AgentProgram.COMMAND, text.getBytes(StandardCharsets.UTF_8));
  }
}
