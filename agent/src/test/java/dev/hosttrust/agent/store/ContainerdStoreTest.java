// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.TestSpecs;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.facts.Attributes;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.PathFact;
import dev.hosttrust.agent.facts.PathFact.Directory;
import dev.hosttrust.agent.facts.PathFact.RegularFile;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.CommandOutput;
import dev.hosttrust.agent.facts.Question.Names;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.plan.Step;
import dev.hosttrust.agent.plan.Step.CreateDirectory;
import dev.hosttrust.agent.plan.Step.WriteFile;
import dev.hosttrust.agent.plan.Steps;
import dev.hosttrust.agent.trust.TreeRoot;
import dev.hosttrust.agent.trust.TrustSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerdStoreTest {
  private static final String CERTS_D = "/etc/containerd/certs.d";
  private static final String OWN = CERTS_D + "/h.test:5000";
  private static final String DEFAULT = CERTS_D + "/_default";
  private static final String USUAL = "config_path = '/etc/containerd/certs.d'";
  private static final CaCertificate CA = TestSpecs.ca("Containerd Test CA");
  private static final Wanted WANTED = wanted(TreeRoot.SYSTEM);

  private final ContainerdStore store = new ContainerdStore();

  private static Wanted wanted(TreeRoot root) {
    return new Wanted(
        root,
        new TrustSpec(List.of(TestSpecs.anchor("harbor", CA, "h.test:5000"))),
        Stores.named("containerd"));
  }

  private static String dump(String registry) {
    return "[plugins.'io.containerd.grpc.v1.cri'.registry]\n" + registry + "\n";
  }

  private static Facts.Builder host(String registry) {
    return new Facts.Builder()
        .identity(0, 0)
        .answer(ContainerdState.DUMP, output(0, dump(registry)))
        .at("/etc/containerd", directory())
        .at(CERTS_D, directory());
  }

  private static Optional<CommandOutput> output(int status, String text) {
    return Optional.of(new CommandOutput(status, text));
  }

  private static PathFact directory() {
    return new Directory(HostState.DIRECTORY, true);
  }

  private static PathFact file(String text) {
    return new RegularFile(HostState.FILE, Content.of(text));
  }

  private static PathFact certificates() {
    return new RegularFile(
        HostState.FILE, Content.of(WANTED.spec().registryFiles().getFirst().content()));
  }

  private List<String> steps(Facts facts) {
    assertThat(store.obstacles(WANTED, facts)).isEmpty();
    return planned(facts).files().stream().map(ContainerdStoreTest::describe).toList();
  }

  private Steps planned(Facts facts) {
    Steps steps = new Steps(facts, 0, 0);
    store.plan(WANTED, facts, steps);
    return steps;
  }

  private static String describe(Step step) {
    return switch (step) {
      case CreateDirectory create -> "new " + create.path();
      case WriteFile write -> (write.isNew() ? "new " : "edit ") + write.path();
      default -> step.toString();
    };
  }

  private String written(Facts facts, String path) {
    return planned(facts).files().stream()
        .filter(step -> step instanceof WriteFile write && write.path().equals(path))
        .map(step -> ((WriteFile) step).content().text())
        .findFirst()
        .orElse("");
  }

  @Test
  void aFreshHostGetsADirectory() {
    Facts facts = host(USUAL).build();

    assertThat(steps(facts))
        .containsExactly("new " + OWN, "new " + OWN + "/ca.crt", "new " + OWN + "/hosts.toml");
    assertThat(written(facts, OWN + "/hosts.toml"))
        .startsWith("server = \"https://h.test:5000\"\nca = \"" + OWN + "/ca.crt\"\n");
    assertThat(planned(facts).warnings()).isEmpty();
  }

  @Test
  void aHostThatHasAllIsAskedOnceAndNothingIsDone() {
    Facts facts =
        host(USUAL)
            .at(OWN, directory())
            .at(OWN + "/ca.crt", certificates())
            .at(
                OWN + "/hosts.toml",
                file(
                    HostsToml.create(
                            OWN,
                            WANTED.spec().registryFiles().getFirst().registry(),
                            OWN + "/ca.crt")
                        .text()))
            .build();

    assertThat(steps(facts)).isEmpty();
    assertThat(store.questions(WANTED, Facts.NONE))
        .containsAll(store.questions(WANTED, facts))
        .contains(ContainerdState.DUMP, Path.file(OWN + "/hosts.toml"));
    assertThat(store.proofs(WANTED, facts))
        .extracting(Proof::store, Proof::anchor, Proof::path)
        .containsExactly(Tuple.tuple("containerd", "harbor", OWN + "/ca.crt"));
  }

  /** What stands in the registry's own directory decides whether it gets a hosts.toml. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "`` ~ new ca.crt",
        "ca.crt= ~ edit ca.crt",
        "hosts.toml= ~ new ca.crt",
        "hosts.toml=[host] ~ new ca.crt, edit hosts.toml",
        "hosts.toml=server = 'h.test:5000' ~ new ca.crt, edit hosts.toml",
        "hosts.toml=# nothing ~ new ca.crt, edit hosts.toml",
      })
  void adaptsToWhatIsThere(String existing, String steps) {
    Facts.Builder host = host(USUAL).at(OWN, directory());
    if (!existing.isEmpty()) {
      String[] words = existing.split("=", 2);
      host.at(OWN + "/" + words[0], file(words[1]));
    }

    assertThat(steps(host.build()))
        .containsExactlyElementsOf(
            List.of(
                steps
                    .replace("ca.crt", OWN + "/ca.crt")
                    .replace("hosts.toml", OWN + "/hosts.toml")
                    .split(", ")));
  }

  @Test
  void theDirectoryThatIsReadIsTheOneThatIsWritten() {
    String other = CERTS_D + "/h.test_5000_";

    assertThat(steps(host(USUAL).at(OWN, directory()).at(other, directory()).build()))
        .containsExactly("new " + other + "/ca.crt");
    assertThat(
            steps(
                host("config_path = '/srv/a:/srv/b'")
                    .at("/srv", directory())
                    .at("/srv/a", directory())
                    .at("/srv/b", directory())
                    .at("/srv/b/h.test:5000", directory())
                    .build()))
        .containsExactly("new /srv/b/h.test:5000/ca.crt");
  }

  @Test
  void anotherPathIsAskedForWhenItIsKnown() {
    Facts known = host("config_path = '/srv/c'").build();

    assertThat(store.questions(WANTED, known)).contains(Path.file("/srv/c/h.test:5000/hosts.toml"));
    assertThat(store.questions(WANTED, Facts.NONE))
        .doesNotContain(Path.file("/srv/c/h.test:5000/hosts.toml"));
  }

  @Test
  void repeatsWhatIsForAllRegistries() {
    Facts facts =
        host(USUAL)
            .at(DEFAULT, directory())
            .at(DEFAULT + "/hosts.toml", file("# ours\n[host.'https://m.test']\n  ca = 'm.crt'\n"))
            .build();

    assertThat(steps(facts)).contains("new " + OWN + "/hosts.toml");
    assertThat(written(facts, OWN + "/hosts.toml"))
        .isEqualTo(
            """
            # Repeats %1$s/hosts.toml, which does not count where this file is.

            ca = "%2$s/ca.crt"

            # ours
            [host.'https://m.test']
              ca = "%1$s/m.crt"
            """
                .formatted(DEFAULT, OWN));
    assertThat(planned(facts).warnings()).singleElement().asString().contains("must be made there");
  }

  @Test
  void doesNotHideCertificatesThatAreForAllRegistries() {
    Facts.Builder host = host(USUAL).at(DEFAULT, directory());

    assertThat(steps(host.build())).contains("new " + OWN + "/hosts.toml");
    assertThat(store.questions(WANTED, host.build())).contains(new Names(DEFAULT, ".crt"));

    host.answer(new Names(DEFAULT, ".crt"), List.of(DEFAULT + "/old/company.crt"));
    assertThat(store.obstacles(WANTED, host.build())).isEmpty();

    Facts facts =
        host.answer(new Names(DEFAULT, ".crt"), List.of(DEFAULT + "/company.crt")).build();
    assertThat(store.obstacles(WANTED, facts))
        .containsExactly(
            DEFAULT
                + ": "
                + DEFAULT
                + "/company.crt would no longer count for h.test:5000 once that has a directory of its"
                + " own; make the directory "
                + OWN
                + " with what it shall have of these files");
  }

  @Test
  void doesNotEndThatOtherCertificatesAreRead() {
    Facts.Builder host =
        host(USUAL)
            .at(OWN, directory())
            .at(OWN + "/hosts.toml", file("server = 'h.test:5000'"))
            .answer(new Names(OWN, ".crt"), List.of(OWN + "/ca.crt", OWN + "/old.crt"));

    assertThat(store.questions(WANTED, host.build())).contains(new Names(OWN, ".crt"));
    assertThat(store.obstacles(WANTED, host.build()))
        .singleElement()
        .asString()
        .contains("up to containerd 1.7 " + OWN + "/old.crt is read in its place; add a table");
  }

  @Test
  void refusesAFileThatContainerdDoesNotRead() {
    for (PathFact fact :
        List.of(
            file("server = "),
            new RegularFile(HostState.FILE, Content.of(new byte[] {'#', (byte) 0xff})),
            new PathFact.Link("/srv/hosts.toml"))) {
      Facts facts = host(USUAL).at(OWN, directory()).at(OWN + "/hosts.toml", fact).build();

      assertThat(store.obstacles(WANTED, facts))
          .singleElement()
          .asString()
          .startsWith(OWN + "/hosts.toml: ");
    }
  }

  @Test
  void takesALinkedFileForWhatItHolds() {
    String text =
        HostsToml.create(OWN, WANTED.spec().registryFiles().getFirst().registry(), OWN + "/ca.crt")
            .text();
    PathFact right = new PathFact.LinkToFile("/srv/hosts.toml", Content.of(text));
    PathFact other = new PathFact.LinkToFile("/srv/hosts.toml", Content.of("[host]"));

    assertThat(steps(withHosts(right))).containsExactly("new " + OWN + "/ca.crt");
    assertThat(steps(withHosts(other)))
        .containsExactly("new " + OWN + "/ca.crt", "edit " + OWN + "/hosts.toml");
  }

  @Test
  void leavesKubespraysFilesToKubespray() {
    String text =
        """
        server = "https://h.test:5000"

        [host."https://h.test:5000"]
          capabilities = ["pull"]
          skip_verify = false
          override_path = false
        """;
    Attributes mode = new Attributes(0640, 0, 0);

    assertThat(store.obstacles(WANTED, withHosts(new RegularFile(mode, Content.of(text)))))
        .singleElement()
        .asString()
        .contains("kubespray writes it", "add `ca: [\"" + OWN + "/ca.crt\"]` to the mirror");
    assertThat(store.obstacles(WANTED, withHosts(file(text)))).isEmpty();

    String withCa = text + "  ca = [\"" + OWN + "/ca.crt\"]\n";
    assertThat(steps(withHosts(new RegularFile(mode, Content.of(withCa)))))
        .containsExactly("new " + OWN + "/ca.crt");
  }

  private static Facts withHosts(PathFact hosts) {
    return host(USUAL).at(OWN, directory()).at(OWN + "/hosts.toml", hosts).build();
  }

  @Test
  void leavesADirectoryToSpegel() {
    assertThat(store.obstacles(WANTED, host(USUAL).at(CERTS_D + "/_backup", directory()).build()))
        .singleElement()
        .asString()
        .contains(CERTS_D + "/_backup: spegel manages this directory", "--store system");
  }

  @Test
  void saysWhyContainerdReadsNothing() {
    List<String> reasons = new ArrayList<>();
    reasons.addAll(store.obstacles(WANTED, host("").build()));
    reasons.addAll(store.obstacles(WANTED, new Facts.Builder().identity(0, 0).build()));
    reasons.addAll(
        store.obstacles(
            WANTED,
            new Facts.Builder()
                .at("/var/snap/microk8s/current/args/certs.d", directory())
                .build()));
    Facts.Builder failed =
        new Facts.Builder()
            .answer(ContainerdState.DUMP, output(1, "warning\ncontainerd: no such\n"));
    reasons.addAll(store.obstacles(WANTED, failed.build()));
    reasons.addAll(
        store.obstacles(WANTED, failed.at(ContainerdState.FILE, file("version = 2")).build()));
    reasons.addAll(
        store.obstacles(
            WANTED, new Facts.Builder().answer(ContainerdState.DUMP, output(0, "x")).build()));

    assertThat(reasons)
        .satisfiesExactly(
            reason -> assertThat(reason).contains("config_path is not set"),
            reason -> assertThat(reason).contains("there is no containerd"),
            reason -> assertThat(reason).contains("MicroK8s brings a containerd of its own"),
            reason -> assertThat(reason).contains("config_path is not set"),
            reason ->
                assertThat(reason)
                    .isEqualTo(
                        "`containerd config dump` failed: containerd: no such; mend"
                            + " /etc/containerd/config.toml"),
            reason ->
                assertThat(reason)
                    .startsWith("what `containerd config dump` prints is no TOML, line 1")
                    .endsWith("; correct /etc/containerd/config.toml, or a file that it imports"));
  }

  @Test
  void passesOverLinesOfTheLogInTheDump() {
    Facts facts =
        new Facts.Builder()
            .answer(
                ContainerdState.DUMP,
                output(0, "time=\"2026\" level=warning msg=\"Ignoring\"\n" + dump(USUAL)))
            .build();

    assertThat(store.obstacles(WANTED, facts)).isEmpty();
    assertThat(store.isOn(WANTED, facts)).isTrue();
  }

  @Test
  void isOnWhereKubernetesPulls() {
    PathFact kubelet = new PathFact.Directory(HostState.DIRECTORY, true);
    assertThat(store.isOn(WANTED, host(USUAL).build())).isTrue();
    assertThat(store.isOn(WANTED, host("").at("/var/lib/kubelet", kubelet).build())).isTrue();
    assertThat(store.isOn(WANTED, host("").build())).as("Docker's containerd").isFalse();
    assertThat(store.isOn(WANTED, Facts.NONE)).isFalse();
    Facts off =
        new Facts.Builder()
            .answer(ContainerdState.DUMP, output(0, "disabled_plugins = ['cri']\n" + dump(USUAL)))
            .build();
    assertThat(store.isOn(WANTED, off)).isFalse();
    Facts failed =
        new Facts.Builder()
            .answer(ContainerdState.DUMP, output(1, "containerd: no such"))
            .at(ContainerdState.FILE, file("version = 2"))
            .build();
    assertThat(store.isOn(WANTED, failed)).isFalse();
    Facts.Builder node = new Facts.Builder().at("/var/lib/kubelet", kubelet);
    assertThat(store.isOn(WANTED, failed.and(node.build()))).isTrue();
  }

  @Test
  void aTreeThatDoesNotRunIsReadFromItsFile() {
    Wanted image = wanted(new TreeRoot("/srv/image"));
    List<Question<?>> questions = store.questions(image, Facts.NONE);

    assertThat(questions)
        .contains(Path.look(ContainerdState.FILE))
        .doesNotContain(ContainerdState.DUMP);
    assertThat(
            store.obstacles(
                image, new Facts.Builder().at(ContainerdState.FILE, file(dump(USUAL))).build()))
        .isEmpty();
    assertThat(store.obstacles(image, Facts.NONE)).hasSize(1);
  }

  @Test
  void withoutARegistryItHasNothingToDo() {
    Wanted none =
        new Wanted(
            TreeRoot.SYSTEM,
            new TrustSpec(List.of(TestSpecs.anchor("harbor", CA))),
            Stores.named("containerd"));

    assertThat(store.questions(none, Facts.NONE)).isEmpty();
    assertThat(store.obstacles(none, Facts.NONE)).isEmpty();
  }

  private static Wanted wantedAt(String configPath) {
    return new Wanted(
        TreeRoot.SYSTEM,
        WANTED.spec(),
        Stores.named("containerd").withContainerdConfigPath(configPath));
  }

  private List<String> stepsAt(String configPath, Facts facts) {
    assertThat(store.obstacles(wantedAt(configPath), facts)).isEmpty();
    Steps steps = new Steps(facts, 0, 0);
    store.plan(wantedAt(configPath), facts, steps);
    List<String> all = new ArrayList<>();
    steps.files().forEach(step -> all.add(describe(step)));
    all.addAll(steps.warnings());
    return all;
  }

  @Test
  void setsAPathWhereItIsAskedTo() {
    String restart =
        "config_path in /etc/containerd/config.toml takes effect when containerd is restarted, as by"
            + " 'systemctl restart containerd'; containers go on running meanwhile";

    assertThat(stepsAt(CERTS_D, host("").build()))
        .containsExactly(
            "new " + OWN,
            "new " + OWN + "/ca.crt",
            "new " + OWN + "/hosts.toml",
            "new " + ContainerdState.FILE,
            restart);
    assertThat(
            stepsAt(
                "/srv/c",
                host("config_path = '/a:/b'")
                    .at(ContainerdState.FILE, file("version = 2\n"))
                    .build()))
        .contains("new /srv/c/h.test:5000/ca.crt", "edit " + ContainerdState.FILE, restart);
    assertThat(stepsAt(CERTS_D, host(USUAL).build()))
        .doesNotContain("new " + ContainerdState.FILE, restart);
    assertThat(store.questions(wantedAt("/srv/c"), Facts.NONE))
        .contains(Path.file(ContainerdState.FILE), Path.directory("/srv/c/h.test:5000"));
  }

  @Test
  void doesNotSetAPathThatWouldHaveNoEffect() {
    List<String> reasons = new ArrayList<>();
    for (Facts facts :
        List.of(
            host("mirrors.'x'.endpoint = ['https://y']").build(),
            host("disabled_plugins = []\nconfig_path = '/x'")
                .at(ContainerdState.FILE, file("version = 2\n" + dump(USUAL) + "\nimports = []\n"))
                .build(),
            host("").at(ContainerdState.FILE, file("x")).build())) {
      reasons.addAll(store.obstacles(wantedAt(CERTS_D), facts));
    }

    assertThat(reasons)
        .satisfiesExactly(
            reason -> assertThat(reason).contains("older registry.mirrors"),
            reason ->
                assertThat(reason)
                    .contains("has '/x' from a file that it imports; set config_path there"),
            reason -> assertThat(reason).contains("it is no TOML"));
  }

  @Test
  void doesNotEditAFileThatIsNotInUtf8() {
    byte[] latin1 = "# caf\u00e9\nversion = 2\n".getBytes(StandardCharsets.ISO_8859_1);
    for (PathFact fact :
        List.of(
            new RegularFile(HostState.FILE, Content.of(latin1)),
            new PathFact.LinkToFile("/srv/config.toml", Content.of(latin1)))) {
      Facts facts = host("").at(ContainerdState.FILE, fact).build();

      assertThat(store.obstacles(wantedAt(CERTS_D), facts))
          .containsExactly(
              "/etc/containerd/config.toml: it is not in UTF-8, so that an edit would lose"
                  + " characters; correct it there");
    }
  }
}
