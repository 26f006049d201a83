// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.TestSpecs;
import dev.hosttrust.agent.diff.PlanDiff;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.PathFact;
import dev.hosttrust.agent.facts.Question.Names;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Step;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class K3sStoreTest {
  private static final String REGISTRY = "r.example.com:8443";
  private static final Wanted WANTED = StoreFacts.wanted(Stores.named("k3s"), REGISTRY);
  private static final String YAML = "/etc/rancher/k3s/registries.yaml";
  private static final String CA_FILE = "/etc/rancher/k3s/hosttrust/r.example.com:8443.crt";
  private static final String PEM = new String(StoreFacts.CA.pem(), StandardCharsets.US_ASCII);

  private static StoreFacts k3s() {
    return new StoreFacts().directory("/etc/rancher").directory("/etc/rancher/k3s");
  }

  private static String naming(String caFile) {
    return "configs:\n  \"r.example.com:8443\":\n    tls:\n      ca_file: \"%s\"\n"
        .formatted(caFile);
  }

  @Test
  void anAgentWithoutAnyConfigurationGetsBothFiles() {
    Plan plan = new StoreFacts().directory("/var/lib/rancher/k3s").plan(WANTED);

    assertThat(StoreFacts.files(plan)).containsExactly(CA_FILE, YAML);
    assertThat(StoreFacts.lastContent(plan)).isEqualTo(naming(CA_FILE));
  }

  @ParameterizedTest
  @CsvSource({"k3s, k3s, k3s-agent", "rke2, rke2-server, rke2-agent"})
  void saysWhatToRestartUntilTheServiceHasReadIt(String name, String server, String agent) {
    String state = "/var/lib/rancher/" + name;
    StoreFacts host = new StoreFacts().directory(state);

    assertThat(host.plan(WANTED).warnings())
        .containsExactly(
            "the CA of r.example.com:8443 takes effect when %1$s is restarted, which leaves pods running: 'systemctl restart %1$s'"
                .formatted(agent));
    assertThat(host.directory(state + "/server").plan(WANTED).warnings())
        .singleElement()
        .asString()
        .endsWith("'systemctl restart " + server + "'");

    host.file(
        state + "/agent/etc/containerd/certs.d/r.example.com:8443/hosts.toml",
        "ca = [\"/etc/rancher/%s/hosttrust/r.example.com:8443.crt\"]\n".formatted(name));
    assertThat(host.plan(WANTED).warnings()).isEmpty();
  }

  @Test
  void keepsTheModeOfTheFileAndShowsNoneOfItsPasswords() {
    String text = "configs: {r.example.com:8443: {auth: {username: u, password: s3cret}}}\n";
    Plan plan = k3s().file(YAML, text).plan(WANTED);

    assertThat(StoreFacts.lastContent(plan)).contains("password: s3cret", CA_FILE);
    assertThat(PlanDiff.of(plan.steps().getLast()).lines())
        .containsExactly(
            "edit " + YAML + ", whose text is not shown, because it may hold passwords",
            "  configs: {\"r.example.com:8443\": {tls: {ca_file: \"" + CA_FILE + "\"}}}",
            "  takes effect when k3s-agent is restarted, which leaves pods running");
    assertThat(plan.steps().getLast())
        .isInstanceOfSatisfying(
            Step.WriteFile.class, write -> assertThat(write.attributes().mode()).isEqualTo(0600));
  }

  @Test
  void aCaFileOfTheAdministratorThatIsRightStays() {
    StoreFacts host = k3s().file(YAML, naming("/etc/ssl/r.crt"));
    assertThat(Stores.questions(WANTED, host.facts())).contains(Path.look("/etc/ssl/r.crt"));
    String others = new String(TestSpecs.ca("Another").pem(), StandardCharsets.US_ASCII);

    assertThat(host.file("/etc/ssl/r.crt", others + PEM).plan(WANTED).isEmpty()).isTrue();
    assertThat(new K3sStore().proofs(WANTED, host.facts()))
        .extracting(proof -> proof.path())
        .containsExactly("/etc/ssl/r.crt");
  }

  @Test
  void aCaFileOfTheAdministratorThatIsWrongIsNamedNoLonger() {
    String others = new String(TestSpecs.ca("Another").pem(), StandardCharsets.US_ASCII);
    Plan plan =
        k3s().file(YAML, naming("/etc/ssl/r.crt")).file("/etc/ssl/r.crt", others).plan(WANTED);

    assertThat(StoreFacts.files(plan)).containsExactly(CA_FILE, YAML);
    assertThat(StoreFacts.lastContent(plan)).isEqualTo(naming(CA_FILE));
    assertThat(plan.warnings().getFirst())
        .isEqualTo(
            YAML
                + " named /etc/ssl/r.crt for the CA of r.example.com:8443; it names "
                + CA_FILE
                + " now, and the other file stays as it is");
  }

  @Test
  void aCaFileThatIsNotThereIsNamedNoLonger() {
    Plan plan = k3s().file(YAML, naming("/etc/ssl/gone.crt")).plan(WANTED);

    assertThat(StoreFacts.lastContent(plan)).isEqualTo(naming(CA_FILE));
  }

  /** containerd reads the file at each pull; the service wrote its path when it was started. */
  @Test
  void anotherCertificateInOurFileNeedsNoRestart() {
    Plan plan =
        k3s()
            .file(YAML, naming(CA_FILE))
            .file(CA_FILE, "old")
            .file(
                "/var/lib/rancher/k3s/agent/etc/containerd/certs.d/r.example.com:8443/hosts.toml",
                "ca = [\"" + CA_FILE + "\"]\n")
            .plan(WANTED);

    assertThat(StoreFacts.files(plan)).containsExactly(CA_FILE);
    assertThat(PlanDiff.of(plan.steps().getLast()).lines())
        .contains("  takes effect at the next pull; nothing needs a restart");
    assertThat(plan.warnings()).isEmpty();
  }

  @Test
  void verificationThatIsSwitchedOffIsTold() {
    String text = "configs: {r.example.com:8443: {tls: {insecure_skip_verify: true}}}\n";

    assertThat(k3s().file(YAML, text).plan(WANTED).warnings().getFirst())
        .contains("insecure_skip_verify");
  }

  @Test
  void aNodeOfRancherIsLeftAlone() {
    Names names = new Names("/etc/rancher/k3s/config.yaml.d", ".yaml");

    assertThat(
            k3s()
                .answer(names, List.of("/etc/rancher/k3s/config.yaml.d/50-rancher.yaml"))
                .obstacles(WANTED))
        .singleElement()
        .asString()
        .contains("Rancher manages " + YAML, "registries.configs.\"r.example.com:8443\".caBundle");
  }

  @Test
  void aFileThatCannotBeEditedIsToldWithWhatToAdd() {
    assertThat(k3s().file(YAML, "configs: [\n  s3cret\n").obstacles(WANTED))
        .singleElement()
        .asString()
        .startsWith(YAML + " cannot be edited: it is not YAML:")
        .contains("add by hand: configs: {\"r.example.com:8443\": {tls: {ca_file: ", CA_FILE)
        .doesNotContain("s3cret");
    assertThat(
            k3s()
                .at(YAML, new PathFact.LinkToFile("/srv/registries.yaml", Content.of("")))
                .obstacles(WANTED))
        .singleElement()
        .asString()
        .contains("it is a symbolic link");
    assertThat(
            k3s()
                .at(YAML, new PathFact.RegularFile(HostState.FILE, Content.ofLatin1("# \u00e9\n")))
                .obstacles(WANTED))
        .singleElement()
        .asString()
        .contains("it is not UTF-8");
  }

  @Test
  void aHostWithoutEitherIsTold() {
    assertThat(new StoreFacts().obstacles(WANTED))
        .singleElement()
        .asString()
        .startsWith("neither k3s nor RKE2 is on this host");
    assertThat(new K3sStore().isOn(WANTED, Facts.NONE)).isFalse();
  }

  @Test
  void withoutARegistryThereIsNothingToDo() {
    assertThat(k3s().plan(StoreFacts.wanted(Stores.named("k3s"))).isEmpty()).isTrue();
    assertThat(new StoreFacts().plan(StoreFacts.wanted(Stores.named("k3s"))).isEmpty()).isTrue();
  }

  @Test
  void severalRegistriesAreWrittenAtOnce() {
    Wanted two = StoreFacts.wanted(Stores.named("k3s"), REGISTRY, "other.example.com");

    Plan plan = k3s().plan(two);

    assertThat(StoreFacts.files(plan)).hasSize(3).last().isEqualTo(YAML);
    assertThat(StoreFacts.lastContent(plan))
        .contains(CA_FILE, "/etc/rancher/k3s/hosttrust/other.example.com.crt");
  }

  /** Where the text was read again for each registry, this took minutes. */
  @Test
  void manyRegistriesAreWrittenInTheirOrder() {
    List<String> registries =
        IntStream.range(0, 200).mapToObj("r%03d.example.com"::formatted).toList();
    StringBuilder text = new StringBuilder("configs:\n  a: {}\nmirrors:\n  '*':\n");
    for (int i = 0; i < 20_000; i++) {
      text.append("  m%05d.example.com:\n    endpoint: [\"https://m%05d\"]\n".formatted(i, i));
    }

    Plan plan =
        k3s()
            .file(YAML, text.toString())
            .plan(StoreFacts.wanted(Stores.named("k3s"), registries.toArray(String[]::new)));

    assertThat(StoreFacts.lastContent(plan).lines().filter(line -> line.startsWith("  \"r")))
        .containsExactlyElementsOf(
            Stream.concat(
                    registries.stream().map("  \"%s\":"::formatted),
                    registries.stream().map("  \"%s\": {}"::formatted))
                .toList());
  }
}
