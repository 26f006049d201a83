// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import static dev.hosttrust.agent.TestSpecs.anchor;
import static dev.hosttrust.agent.TestSpecs.ca;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.TestSpecs;
import dev.hosttrust.agent.facts.Attributes;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.LinkFact;
import dev.hosttrust.agent.facts.PathFact;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Planning;
import dev.hosttrust.agent.plan.Step;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.TreeRoot;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Facts in, steps out. */
class PlannerTest {
  private static final Anchor HARBOR = anchor("harbor", ca("Harbor"), "r.example.com:8443");
  private static final Wanted WANTED_TRUST = TestSpecs.wanted(TreeRoot.SYSTEM, HARBOR);
  private static final String LOCAL = "/usr/share/ca-certificates/local";
  private static final String FILE = LOCAL + "/harbor.crt";
  private static final String CONF = "/etc/ca-certificates.conf";
  private static final String REGISTRY = "/etc/docker/certs.d/r.example.com:8443";
  private static final Attributes WRONG = new Attributes(0600, 1000, 1000);

  private static final PathFact LINK =
      new PathFact.LinkToDirectory(
          "/data/docker", "/data/docker", new PathFact.Directory(HostState.DIRECTORY, true), "");

  private static Arguments from(String name, UnaryOperator<HostState> state, String... steps) {
    return Arguments.of(name, state, List.of(steps));
  }

  static Stream<Arguments> states() {
    return Stream.of(
        from("all is as it should be", s -> s),
        from(
            "the registry's CA is gone",
            s -> s.absent(REGISTRY + "/ca.crt"),
            "write new " + REGISTRY + "/ca.crt 0644 0:0"),
        from(
            "the registry's directory is gone",
            s -> s.absent(REGISTRY + "/ca.crt").absent(REGISTRY),
            "create " + REGISTRY + " 0755 0:0",
            "write new " + REGISTRY + "/ca.crt 0644 0:0"),
        from(
            "the registry trusts another CA",
            s -> s.file(REGISTRY + "/ca.crt", Content.of("old")),
            "write old " + REGISTRY + "/ca.crt 0644 0:0"),
        from(
            "modes and owners of what is ours",
            s ->
                s.attributes(LOCAL, WRONG)
                    .attributes(FILE, WRONG)
                    .attributes(REGISTRY, WRONG)
                    .attributes(REGISTRY + "/ca.crt", WRONG),
            "attributes " + LOCAL + " 0755 0:0",
            "attributes " + FILE + " 0644 0:0",
            "attributes " + REGISTRY + " 0755 0:0",
            "attributes " + REGISTRY + "/ca.crt 0644 0:0"),
        from(
            "modes of directories on the way are the system's affair",
            s ->
                s.attributes("/usr/share/ca-certificates", WRONG)
                    .attributes("/etc/docker", WRONG)
                    .attributes("/etc/docker/certs.d", WRONG)
                    .attributes(CONF, WRONG)),
        from(
            "another certificate under the name: links are made anew",
            s -> s.file(FILE, Content.of("old")).unbundled(HARBOR),
            "write old " + FILE + " 0644 0:0",
            "update --fresh"),
        from(
            "a file with the same certificate but other text is replaced",
            s -> s.file(FILE, Content.of("text above\n" + Content.of(HARBOR.content()).text())),
            "write old " + FILE + " 0644 0:0",
            "update --fresh"),
        from(
            "the line is missing",
            s -> s.conf("mozilla/Root_1.crt\n"),
            "write old " + CONF + " 0644 0:0",
            "update"),
        from(
            "the conf keeps its mode and owner",
            s -> s.conf("mozilla/Root_1.crt\n").attributes(CONF, WRONG),
            "write old " + CONF + " 0600 1000:1000",
            "update"),
        from(
            "a run was cut off before update-ca-certificates",
            s -> s.withoutEffect(HARBOR),
            "update"),
        from("the bundle was edited", s -> s.unbundled(HARBOR), "update"),
        from(
            "the hash link is gone while the .pem link stands: links are made anew",
            s -> s.unhashed(HARBOR),
            "update --fresh"),
        from(
            "both links are gone",
            s -> s.unhashed(HARBOR).pemLink(HARBOR, LinkFact.Kind.ABSENT, ""),
            "update"),
        from(
            "the CA file is a link: a file takes its place",
            s -> s.at(FILE, new PathFact.LinkToFile("/srv/ca.crt", Content.of(HARBOR.content()))),
            "write old " + FILE + " 0644 0:0",
            "update"),
        from(
            "the CA file is a link to another certificate",
            s -> s.at(FILE, new PathFact.LinkToFile("/srv/ca.crt", Content.of("old"))),
            "write old " + FILE + " 0644 0:0",
            "update --fresh"),
        from(
            "the conf is a link: a file takes its place",
            s -> s.at(CONF, new PathFact.LinkToFile("/srv/conf", Content.of("mozilla/a.crt\n"))),
            "write old " + CONF + " 0644 0:0",
            "update"),
        from(
            "a link to a directory is followed",
            s -> s.at("/etc/docker", LINK).absent(REGISTRY + "/ca.crt"),
            "write new /data/docker/certs.d/r.example.com:8443/ca.crt 0644 0:0"),
        from("an interrupted run left files", HostState::leftovers, "remove left-over files"),
        from(
            "a run was cut off in update-ca-certificates: hooks hear of all certificates again",
            HostState::updateCutOff,
            "remove left-over files",
            "update --fresh"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("states")
  void planFrom(String name, UnaryOperator<HostState> state, List<String> steps) {
    assertThat(plan(state.apply(HostState.converged(WANTED_TRUST))))
        .containsExactlyElementsOf(steps);
  }

  @Test
  void bringsAFreshHostEverythingAndUpdatesLast() {
    assertThat(plan(HostState.fresh(WANTED_TRUST)))
        .containsExactly(
            "create " + LOCAL + " 0755 0:0",
            "write new " + FILE + " 0644 0:0",
            "write old " + CONF + " 0644 0:0",
            "create /etc/docker 0755 0:0",
            "create /etc/docker/certs.d 0755 0:0",
            "create " + REGISTRY + " 0755 0:0",
            "write new " + REGISTRY + "/ca.crt 0644 0:0",
            "update");
  }

  @Test
  void updatesOnceForSeveralAnchors() {
    Wanted wanted = TestSpecs.wanted(TreeRoot.SYSTEM, anchor("a", ca("A")), anchor("b", ca("B")));

    assertThat(plan(HostState.fresh(wanted)))
        .containsExactly(
            "create " + LOCAL + " 0755 0:0",
            "write new " + LOCAL + "/a.crt 0644 0:0",
            "write new " + LOCAL + "/b.crt 0644 0:0",
            "write old " + CONF + " 0644 0:0",
            "update");
  }

  @Test
  void makesTheDirectoriesOnTheWayOnceForSeveralRegistries() {
    Wanted wanted =
        TestSpecs.wanted(
            TreeRoot.SYSTEM,
            anchor("a", ca("A"), "one.example.com", "one.example.com:8443"),
            anchor("b", ca("B"), "two.example.com"));

    assertThat(plan(HostState.fresh(wanted)))
        .filteredOn(step -> step.startsWith("create /etc/docker"))
        .containsExactly(
            "create /etc/docker 0755 0:0",
            "create /etc/docker/certs.d 0755 0:0",
            "create /etc/docker/certs.d/one.example.com 0755 0:0",
            "create /etc/docker/certs.d/one.example.com:8443 0755 0:0",
            "create /etc/docker/certs.d/two.example.com 0755 0:0");
  }

  @Test
  void ownsWhatItMakesInATreeOfAnOrdinaryUser() {
    Wanted wanted = TestSpecs.wanted(new TreeRoot("/srv/image"), anchor("a", ca("A")));

    assertThat(plan(HostState.fresh(wanted).uid(1000)))
        .contains("write new " + LOCAL + "/a.crt 0644 1000:1000");
  }

  @Test
  void guardsEveryPathOfTheStoresThatItChanges() {
    Plan plan = (Plan) Planner.plan(WANTED_TRUST, HostState.fresh(WANTED_TRUST).facts());

    assertThat(plan.guards().sequencedKeySet())
        .containsExactlyElementsOf(
            HostState.paths(
                WANTED_TRUST.stores().of(WANTED_TRUST, Facts.NONE).stream()
                    .flatMap(store -> store.questions(WANTED_TRUST, Facts.NONE).stream())));
    assertThat(plan.guards()).containsEntry(FILE, new PathFact.Absent());
  }

  private static List<String> plan(HostState state) {
    Planning planning = Planner.plan(state.wanted(), state.facts());
    assertThat(planning).isInstanceOf(Plan.class);
    return ((Plan) planning).steps().stream().map(PlannerTest::words).toList();
  }

  private static String words(Step step) {
    return switch (step) {
      case Step.CreateDirectory create -> "create " + create.path() + " " + create.attributes();
      case Step.ChangeAttributes change -> "attributes " + change.path() + " " + change.to();
      case Step.WriteFile write ->
          "write " + (write.isNew() ? "new " : "old ") + write.path() + " " + write.attributes();
      case Step.RunTool run -> run.command().replace("update-ca-certificates", "update");
      case Step.RemoveFile remove -> "remove " + remove.path();
      case Step.RemoveDirectory remove -> "remove directory " + remove.path();
      case Step.RestartDaemon restart -> "restart " + restart.service();
      case Step.RemoveLeftovers sweep -> "remove left-over files";
    };
  }
}
