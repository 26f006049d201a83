// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.evidence.Evidence;
import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.facts.Attributes;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.PathFact;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.plan.HostTool;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Step;
import dev.hosttrust.agent.text.Printable;
import dev.hosttrust.agent.trust.file.FileSpec;
import dev.hosttrust.agent.trust.file.UserPath;
import dev.hosttrust.testhosts.Planter;
import dev.hosttrust.testhosts.TestCa;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

class ResultTest {
  private static final Attributes DIRECTORY = new Attributes(0755, 0, 0);
  private static final Attributes FILE = new Attributes(0644, 0, 0);
  private static final Attributes ODD = new Attributes(0600, 1000, 0);
  private static final Content OLD = Content.of("old\r\n");
  private static final Content NEW = Content.of("new\n");
  private static final TestCa CA = TestCa.named("Harbor CA");

  private static String json(Map<String, Object> parameters, Outcome outcome) {
    Map<String, Object> all = new LinkedHashMap<>(Map.of("name", "harbor", "content", CA.pem()));
    all.putAll(parameters);
    Task task = Task.of(new JsonObject(all), new UserPath("/nowhere", Map.of()));
    FileSpec checked = task.spec(InstantSource.system());
    return JsonText.object(new Result.OfHost(task, checked, outcome)::write);
  }

  private static String diff(Step step) {
    String json = json(Map.of("diff", true), new Outcome.WouldChange(plan(step)));
    return json.substring(json.indexOf("\"diff\":"), json.indexOf(",\"warnings\""));
  }

  private static Plan plan(Step... steps) {
    return new Plan(List.of(steps), new LinkedHashMap<>(), List.of());
  }

  private static Step.WriteFile write(PathFact before) {
    return new Step.WriteFile("/f", before, FILE, NEW);
  }

  private static Step run(String reason) {
    HostTool tool =
        new HostTool("update-ca-certificates", "the system store", List.of(), List.of(), List.of());
    return new Step.RunTool(
        tool, List.of("--fresh"), List.of(), List.of(), List.of(reason), "at once");
  }

  @Test
  void saysThatNothingIsToDoAndProvesIt() {
    Evidence evidence =
        new Evidence(
            List.of(
                new Proof("system", "harbor", Proof.Kind.HASH_LINK, "/hash.0", "abc"),
                new Proof("docker", "harbor", Proof.Kind.FILE, "/r/ca.crt", "def")));

    assertThat(json(Map.of("diff", true), new Outcome.Unchanged(evidence, List.of())))
        .startsWith(
            "{\"changed\":false,\"msg\":\"nothing to do, harbor is trusted\",\"steps\":[],"
                + "\"evidence\":[{\"store\":\"system\",\"anchor\":\"harbor\","
                + "\"kind\":\"hash_link\",\"path\":\"/hash.0\",\"sha256\":\"abc\"},"
                + "{\"store\":\"docker\",\"anchor\":\"harbor\",\"kind\":\"file\","
                + "\"path\":\"/r/ca.crt\",\"sha256\":\"def\"}],"
                + "\"warnings\":[],\"facts\":[{\"name\":\"harbor\",\"subject\":\"CN=Harbor CA\"")
        .doesNotContain("\"diff\"");
  }

  @Test
  void listsTheStepsWithoutADiffWhereNoneIsWanted() {
    Plan plan =
        plan(
            new Step.RemoveLeftovers(List.of("/etc/ssl")),
            new Step.CreateDirectory("/d", DIRECTORY),
            new Step.ChangeAttributes("/a", new PathFact.Directory(ODD, true), ODD, DIRECTORY),
            write(new PathFact.Absent()),
            run("why"));

    assertThat(json(Map.of(), new Outcome.WouldChange(plan)))
        .startsWith(
            "{\"changed\":true,\"msg\":\"harbor would be trusted\",\"steps\":["
                + "{\"action\":\"remove_leftovers\"},"
                + "{\"action\":\"create_directory\",\"path\":\"/d\","
                + "\"mode\":\"0755\",\"owner\":0,\"group\":0},"
                + "{\"action\":\"change_attributes\",\"path\":\"/a\","
                + "\"mode\":\"0755\",\"owner\":0,\"group\":0},"
                + "{\"action\":\"write_file\",\"path\":\"/f\","
                + "\"mode\":\"0644\",\"owner\":0,\"group\":0},{\"action\":\"run_tool\",\"command\":\"update-ca-certificates"
                + " --fresh\",\"reasons\":[\"why\"],\"takes_effect\":\"at once\"}],"
                + "\"replaces\":[],\"removes\":[],\"warnings\"");
  }

  @Test
  void saysWhatIsReplacedAndWhatElseIsTrusted() {
    Content before = Content.of(TestCa.named("Team A").pem());
    Plan plan =
        new Plan(
            List.of(write(new PathFact.RegularFile(FILE, before))),
            new LinkedHashMap<>(),
            List.of("also trusts x"));

    assertThat(json(Map.of(), new Outcome.WouldChange(plan)))
        .containsPattern(
            "\"msg\":\"harbor would be trusted; replaces CN=Team A \\(SHA-256 [0-9a-f]{64}, valid"
                + " until [0-9-]{10}\\)\"")
        .containsPattern(
            "\"replaces\":\\[\\{\"path\":\"/f\",\"certificates\":\\[\\{\"subject\":\"CN=Team A\","
                + "\"sha256\":\"[0-9a-f]{64}\",\"not_after\":\"[^\"]+Z\"}]}]")
        .contains("\"warnings\":[\"also trusts x\"]");
    assertThat(
            json(
                Map.of(), new Outcome.Unchanged(new Evidence(List.of()), List.of("also trusts x"))))
        .contains("\"warnings\":[\"also trusts x\"]");
  }

  @Test
  void warnsOfWhatTheToolComplainedAbout() {
    Outcome changed = new Outcome.Changed(plan(), new Evidence(List.of()), List.of("W: odd"));

    assertThat(json(Map.of(), changed)).contains("\"warnings\":[\"W: odd\"]");
  }

  @Test
  void failsWithEveryReason() {
    assertThat(json(Map.of(), new Outcome.Failed(List.of("one", "two"))))
        .startsWith("{\"failed\":true,\"changed\":false,\"msg\":\"one\\ntwo\",");
  }

  @Test
  void showsANewFile() {
    assertThat(diff(write(new PathFact.Absent())))
        .isEqualTo(
            "\"diff\":[{\"before_header\":\"/f (absent)\","
                + "\"after_header\":\"/f (mode 0644, owner 0:0)\","
                + "\"before\":\"\",\"after\":\"new\\n\"}]");
  }

  @Test
  void showsAnotherContentSafeForATerminal() {
    assertThat(diff(write(new PathFact.RegularFile(FILE, OLD))))
        .isEqualTo(
            "\"diff\":[{\"before_header\":\"/f\",\"after_header\":\"/f\","
                + "\"before\":\"old^M\\n\",\"after\":\"new\\n\"}]");
  }

  @Test
  void showsAnotherContentModeAndOwner() {
    assertThat(diff(write(new PathFact.RegularFile(ODD, OLD))))
        .contains("\"/f (mode 0600, owner 1000:0)\"", "\"/f (mode 0644, owner 0:0)\"");
  }

  @Test
  void showsAnotherModeAndOwnerAsTheModuleFileDoes() {
    Step step = new Step.ChangeAttributes("/f", new PathFact.RegularFile(ODD, OLD), ODD, FILE);

    assertThat(diff(step))
        .contains(
            "\"before\":{\"path\":\"/f\",\"mode\":\"0600\",\"owner\":1000,\"group\":0}",
            "\"after\":{\"path\":\"/f\",\"mode\":\"0644\",\"owner\":0,\"group\":0}");
  }

  @Test
  void showsANewDirectoryAsTheModuleFileDoes() {
    assertThat(diff(new Step.CreateDirectory("/d", DIRECTORY)))
        .contains(
            "\"before\":{\"path\":\"/d\",\"state\":\"absent\"}",
            "\"after\":{\"path\":\"/d\",\"state\":\"directory\",\"mode\":\"0755\",");
  }

  @Test
  void showsWhyTheStoreIsUpdated() {
    assertThat(diff(run("the bundle lacked harbor")))
        .isEqualTo(
            "\"diff\":[{\"prepared\":"
                + "\"run update-ca-certificates --fresh\\n  the bundle lacked harbor\\n  takes"
                + " effect at once\\n\"}]");
  }

  static Stream<Outcome> hostile() {
    return Planter.create()
        .with(Question.class, new Question.Tool(Planter.HOSTILE))
        .with(Content.class, Content.of(Planter.HOSTILE))
        .all(Outcome.class)
        .stream();
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("hostile")
  void returnsNoTextThatATerminalWouldObey(Outcome outcome) throws IOException {
    String json = json(Map.of("diff", true), outcome);

    try (JsonParser parser = JsonText.FACTORY.createParser(ObjectReadContext.empty(), json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          String value = parser.getString();
          String key = String.valueOf(parser.currentName());
          boolean file = key.equals("before") || key.equals("after");
          assertThat(Planter.unsafe(file ? value.replace("\n", "") : value)).isEmpty();
        }
      }
    }
    assertThat(json).contains("owned");
  }

  @Test
  void boundsWhatAHostSays() {
    Outcome failed =
        new Outcome.Failed(Collections.nCopies(1_000, "z".repeat(Printable.LONGEST_LINE * 2)));

    assertThat(json(Map.of(), failed))
        .hasSizeLessThan(500_000)
        .contains("more characters)", "(901 more)");
  }
}
