// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.LinkFact;
import dev.hosttrust.agent.facts.PathFact;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.LinkTo;
import dev.hosttrust.agent.facts.Question.Names;
import dev.hosttrust.agent.facts.Question.Tool;
import dev.hosttrust.agent.plan.Plan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertsDirectoryTest {
  private static final String REGISTRY = "r.example.com:8443";
  private static final String DOCKERS = "/etc/docker/certs.d/";
  private static final String OWN = "/etc/containers/certs.d/";
  private static final String ROOTS = "/root/.config/containers/certs.d/";
  private static final Wanted DOCKER = StoreFacts.wanted(Stores.named("docker"), REGISTRY);
  private static final Wanted PODMAN = StoreFacts.wanted(Stores.named("podman"), REGISTRY);

  private static StoreFacts fresh() {
    return new StoreFacts();
  }

  private static List<String> warnings(StoreFacts host) {
    return host.plan(DOCKER).warnings();
  }

  @Test
  void dockerHasTheCaInTheDirectoryThatHidesItsOwnAsWell() {
    Plan plan = fresh().directory(DOCKERS + "r.example.com_8443_").plan(DOCKER);

    assertThat(StoreFacts.files(plan))
        .containsExactly(DOCKERS + REGISTRY + "/ca.crt", DOCKERS + "r.example.com_8443_/ca.crt");
  }

  @Test
  void aDirectoryThatHidesAnotherIsAskedForItsCaOnceItIsKnown() {
    Facts seen = fresh().directory(DOCKERS + "r.example.com_8443_").facts();

    assertThat(Stores.questions(DOCKER, seen))
        .contains(Question.Path.file(DOCKERS + "r.example.com_8443_/ca.crt"));
    assertThat(Stores.questions(DOCKER, fresh().facts()))
        .isSubsetOf(Stores.questions(DOCKER, Facts.NONE));
  }

  @ParameterizedTest
  @CsvSource({
    "r.example.com:8443, '', true",
    "r.example.com:8443, r.example.com_8443_, false",
    "r.example.com_8443_, r.example.com_8443_, true",
  })
  void hostsTomlNamesTheCaWhereItIsAllThatCounts(String directory, String other, boolean named) {
    String path = DOCKERS + directory + "/hosts.toml";
    StoreFacts host =
        fresh().file(path, "# ours\nserver = 'https://r.example.com:8443'\n[host.'https://m']\n");
    if (!other.isEmpty()) {
      host.directory(DOCKERS + other);
    }

    Plan plan = host.plan(DOCKER);

    assertThat(StoreFacts.files(plan).contains(path)).isEqualTo(named);
    if (named) {
      assertThat(StoreFacts.lastContent(plan))
          .startsWith("# ours\nserver = 'https://r.example.com:8443'\n")
          .contains("ca = \"" + DOCKERS + directory + "/ca.crt\"");
    }
    assertThat(plan.warnings()).isEmpty();
  }

  @Test
  void hostsTomlThatIsEmptyIsAsGoodAsNone() {
    StoreFacts host = fresh().file(DOCKERS + REGISTRY + "/hosts.toml", "");

    assertThat(StoreFacts.files(host.plan(DOCKER))).containsExactly(DOCKERS + REGISTRY + "/ca.crt");
  }

  @Test
  void hostsTomlThatCannotBeEditedIsTold() {
    String path = DOCKERS + REGISTRY + "/hosts.toml";

    assertThat(warnings(fresh().file(path, "server = [")))
        .singleElement()
        .asString()
        .startsWith("Docker 28 and later reads nothing but this for r.example.com:8443")
        .contains(path + ": containerd cannot read it");
    assertThat(warnings(fresh().directory(path)))
        .singleElement()
        .asString()
        .contains(path + ": it is no regular file");
    assertThat(warnings(fresh().at(path, new PathFact.Other("a file of 2097152 bytes"))))
        .singleElement()
        .asString()
        .endsWith(" and hosttrust reads no more than 1,048,576; make it smaller");
  }

  @Test
  void whatServedTheRegistryUntilNowIsTold() {
    StoreFacts host = fresh().directory(DOCKERS + "_default");

    assertThat(warnings(host))
        .singleElement()
        .asString()
        .startsWith("/etc/docker/certs.d/_default is used for registries without a directory");
    assertThat(warnings(host.directory(DOCKERS + REGISTRY))).isEmpty();
  }

  @Test
  void aSnapIsToldUntilItHasTheCa() {
    String snap = "/var/snap/docker/current";
    StoreFacts host = fresh().at(snap, new PathFact.Link("2915"));

    assertThat(warnings(host))
        .containsExactly(
            "Docker is a snap on this host and does not read /etc/docker/certs.d; put"
                + " /etc/docker/certs.d/r.example.com:8443/ca.crt into"
                + " /var/snap/docker/current/etc/docker/certs.d/r.example.com:8443 as well");

    String pem = new String(StoreFacts.CA.pem(), StandardCharsets.US_ASCII);
    assertThat(warnings(host.file(snap + DOCKERS + REGISTRY + "/ca.crt", pem))).isEmpty();
  }

  @Test
  void aRootlessEngineIsToldUntilItHasADirectory() {
    Names lingering = new Names("/var/lib/systemd/linger", "");
    StoreFacts host = fresh().answer(lingering, List.of("/var/lib/systemd/linger/eve"));
    assertThat(warnings(host)).isEmpty();
    LinkTo service =
        new LinkTo(
            "/home/eve/.config/systemd/user/default.target.wants/docker.service",
            "/home/eve/.config/systemd/user/docker.service");
    assertThat(Stores.questions(DOCKER, host.facts())).contains(service);

    host.answer(service, new LinkFact(LinkFact.Kind.TO_FILE, ""));

    assertThat(warnings(host))
        .singleElement()
        .asString()
        .startsWith("the rootless Docker of eve does not read /etc/docker/certs.d;")
        .contains("/home/eve/.config/docker/certs.d/r.example.com:8443");
    host.directory("/home/eve/.config/docker/certs.d/" + REGISTRY);
    assertThat(warnings(host)).isEmpty();
  }

  @Test
  void aCaWithTheEndingOfAClientsCertificateIsTold() {
    assertThat(warnings(fresh().file(DOCKERS + REGISTRY + "/ca.cert", "anything")))
        .singleElement()
        .asString()
        .startsWith(DOCKERS + REGISTRY + "/ca.cert is taken for a client's certificate")
        .contains("every pull from r.example.com:8443 fails");
  }

  @ParameterizedTest
  @ValueSource(strings = {"docker", "podman"})
  void openShiftIsToldWhatToGiveToTheCluster(String store) {
    StoreFacts host = fresh().directory("/etc/machine-config-daemon");

    assertThat(host.obstacles(StoreFacts.wanted(Stores.named(store), REGISTRY)))
        .singleElement()
        .asString()
        .contains("/etc/machine-config-daemon is there", "--from-file=r.example.com..8443=ca.crt");
    assertThat(host.plan(StoreFacts.wanted(Stores.named(store))).isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'', /etc/containers/certs.d/",
    "/etc/docker/certs.d/, /etc/docker/certs.d/",
    "/etc/containers/certs.d/, /etc/containers/certs.d/",
    "/etc/docker/certs.d/ /etc/containers/certs.d/, /etc/containers/certs.d/",
    "/root/.config/containers/certs.d/,"
        + " /root/.config/containers/certs.d/ /etc/containers/certs.d/",
    "/root/.config/containers/certs.d/ /etc/docker/certs.d/,"
        + " /root/.config/containers/certs.d/ /etc/docker/certs.d/",
  })
  void podmanHasTheCaInTheFirstDirectoryThatExists(String existing, String written) {
    StoreFacts host = fresh();
    List.of(existing.split(" ")).forEach(directory -> host.directory(directory + REGISTRY));

    assertThat(StoreFacts.files(host.plan(PODMAN)))
        .containsExactlyElementsOf(
            List.of(written.split(" ")).stream().map(d -> d + REGISTRY + "/ca.crt").toList());
  }

  @Test
  void podmanHasItInDockersDirectoryWhereThatIsWrittenAnyway() {
    Wanted both = StoreFacts.wanted(Stores.named("docker", "podman"), REGISTRY);
    Wanted auto = StoreFacts.wanted(Stores.named("auto"), REGISTRY);
    StoreFacts host = fresh().answer(new Tool("dockerd"), true).answer(new Tool("podman"), true);

    assertThat(StoreFacts.files(host.plan(both))).containsExactly(DOCKERS + REGISTRY + "/ca.crt");
    assertThat(CertsDirectory.PODMAN.isOn(auto, host.facts())).isTrue();
    assertThat(new ContainersLookup().winners(registry(auto), auto, host.facts()))
        .containsExactly(DOCKERS + REGISTRY);
  }

  private static dev.hosttrust.agent.trust.Registry registry(Wanted wanted) {
    return wanted.spec().registryFiles().getFirst().registry();
  }

  /** Whoever has no use for Docker may have anything there. */
  @Test
  void aDirectoryThatDoesNotCountMayBeWhateverItIs() {
    StoreFacts host =
        fresh()
            .directory(OWN + REGISTRY)
            .at("/etc/docker", new PathFact.Link("/nowhere"))
            .file(DOCKERS + REGISTRY, "no directory");

    assertThat(StoreFacts.files(host.plan(PODMAN))).containsExactly(OWN + REGISTRY + "/ca.crt");
  }

  @Test
  void theChoiceStandsOnlyWhileTheOtherDirectoriesAreAbsent() {
    assertThat(fresh().directory(DOCKERS + REGISTRY).plan(PODMAN).guards())
        .containsEntry(OWN + REGISTRY, new PathFact.Absent())
        .containsEntry(ROOTS + REGISTRY, new PathFact.Absent());
  }

  @Test
  void aStoreIsOnWhereItsProgramsAre() {
    assertThat(CertsDirectory.DOCKER.isOn(DOCKER, fresh().facts())).isFalse();
    assertThat(CertsDirectory.DOCKER.isOn(DOCKER, fresh().directory("/etc/docker").facts()))
        .isTrue();
    assertThat(CertsDirectory.PODMAN.isOn(PODMAN, fresh().facts())).isFalse();
    for (String tool : List.of("podman", "crio", "skopeo", "buildah")) {
      Facts facts = fresh().answer(new Tool(tool), true).facts();
      assertThat(CertsDirectory.PODMAN.isOn(PODMAN, facts)).as(tool).isTrue();
    }
  }

  @Test
  void theCaOfSeveralAnchorsIsProvenInEachDirectory() {
    Content pem = Content.of(StoreFacts.CA.pem());
    StoreFacts host =
        fresh()
            .directory(DOCKERS + "r.example.com_8443_")
            .at(DOCKERS + REGISTRY + "/ca.crt", new PathFact.RegularFile(HostState.FILE, pem))
            .at(
                DOCKERS + "r.example.com_8443_/ca.crt",
                new PathFact.RegularFile(HostState.FILE, pem));

    assertThat(CertsDirectory.DOCKER.proofs(DOCKER, host.facts()))
        .extracting(proof -> proof.path())
        .containsExactly(DOCKERS + REGISTRY + "/ca.crt", DOCKERS + "r.example.com_8443_/ca.crt");
  }
}
