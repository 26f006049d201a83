// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.protocol;

import static dev.hosttrust.agent.TestSpecs.ca;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.plan.HostTool;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Step.Effect;
import dev.hosttrust.agent.plan.Step.RestartDaemon;
import dev.hosttrust.agent.plan.Step.RunTool;
import dev.hosttrust.agent.trust.TreeRoot;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentProgramTest {
  private static final CaCertificate CERTIFICATE = ca("Harbor");
  private static final String NONCE = "0123456789abcdef0123456789abcdef";

  /** Those about which a tool's run may promise something. */
  private static final List<Question<?>> EFFECTS =
      List.of(
          new Question.Bundled("/bundle", CERTIFICATE),
          new Question.HashLinks("/certs", CERTIFICATE, "/certs/harbor.pem"),
          new Question.LinkTo("/certs/harbor.pem", "/harbor.crt"),
          new Question.Holds("/keystore", Content.of("debian:harbor.pem")),
          new Question.Tool("java"));

  private static final List<Question<?>> OTHERS =
      List.of(
          Question.Path.file("/etc/x"),
          new Question.Copies("/bundle", CERTIFICATE),
          new Question.Names("/certs.d", ""),
          new Question.Setting("/etc/default/cacerts", "cacerts_updates"),
          new Question.Keystore("/keystore"),
          new Question.PackageState("ca-certificates-java", "/keystore"),
          new Question.Tree(List.of("/etc/containerd/certs.d")),
          new Question.Output(List.of("containerd", "config", "dump")),
          new Question.Daemon(List.of("docker"), List.of("dockerd"), List.of("/bundle")));

  private static final List<Question<?>> ONE_OF_EACH =
      Stream.concat(EFFECTS.stream(), OTHERS.stream()).toList();

  /** As {@code /proc/PID/comm} has it, by which the agent finds a run beside its own. */
  @ParameterizedTest
  @CsvSource({
    "trust, trust",
    "update-ca-certificates, update-ca-certi",
    "/etc/ca-certificates/update.d/jks-keystore, jks-keystore"
  })
  void aToolIsKnownByTheNameOfItsProcess(String program, String comm) {
    HostTool tool = new HostTool(program, "a store", List.of(), List.of(), List.of());

    assertThat(AgentProgram.comm(tool)).isEqualTo(comm);
  }

  private static String text(byte[] program) {
    return new String(program, StandardCharsets.UTF_8);
  }

  private static String apply() {
    HostTool tool = new HostTool("update", "a store", List.of(), List.of(), List.of());
    List<Effect> effects = EFFECTS.stream().map(q -> new Effect(q, "lacks", "harbor")).toList();
    RunTool run = new RunTool(tool, List.of(), List.of(), effects, List.of("it is new"), "");
    RestartDaemon restart = new RestartDaemon("docker", "docker", List.of(), List.of("it is old"));
    Plan plan = new Plan(List.of(run, restart), new LinkedHashMap<>(), List.of());
    return text(AgentProgram.apply(TreeRoot.SYSTEM, ONE_OF_EACH, Facts.NONE, plan, NONCE));
  }

  /** What a function of the program calls, a word for each of its lines. */
  private static List<String> calls(String function, String program) {
    int start = program.indexOf("\n" + function + "() {\n");
    assertThat(start).as(function).isPositive();
    return program
        .substring(start, program.indexOf("\n  return 0\n}\n", start))
        .lines()
        .skip(2)
        .map(line -> line.strip().split(" ")[0])
        .distinct()
        .toList();
  }

  /** A function that is not there would be a program of the host by the same name. */
  private static void assertThatItDefinesWhatItCalls(String function, String program) {
    assertThat(calls(function, program))
        .isNotEmpty()
        .allSatisfy(called -> assertThat(program).contains("\n" + called + "() {"));
  }

  @Test
  void whatAsksIsDefinedInTheProgramThatIsSent() {
    assertThat(ONE_OF_EACH.stream().map(Object::getClass).collect(Collectors.toSet()))
        .hasSameSizeAs(Question.class.getPermittedSubclasses());
    assertThat(calls("ask_list", apply())).contains("tree", "daemon", "search");
    assertThat(calls("again_list", apply())).contains("daemon", "search").doesNotContain("tree");

    assertThatItDefinesWhatItCalls("ask_list", apply());
    assertThatItDefinesWhatItCalls("again_list", apply());
    assertThatItDefinesWhatItCalls(
        "ask_list", text(AgentProgram.probe(TreeRoot.SYSTEM, ONE_OF_EACH, NONCE)));
  }
}
