// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.playbook.TaskResult.Status;
import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestUser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a task of the module can have as any other task of Ansible's can. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TaskFeaturesIT {
  private static final TestHosts DEBIAN = TestHosts.debian(DebianRelease.BOOKWORM);
  private static final TestCa HIDDEN = TestCa.named("Hidden CA");

  private TestHost one;
  private TestHost two;
  private PlaybookRun run;
  private PlaybookRun tagged;

  @BeforeAll
  void runAll(@TempDir Path directory) throws IOException {
    one = DEBIAN.start();
    two = DEBIAN.start();
    one.writeFile(
        "/etc/ca-certificates/update.d/greeting",
        "#!/bin/sh\nprintf %s \"$GREETING\" >/tmp/greeting\n",
        0755);
    ControlNode control =
        new ControlNode(directory)
            .host("one", one, TestUser.OPS, "ansible_become=true")
            .host("two", two, TestUser.OPS, "ansible_become=true")
            .file("vault-password", "correct horse\n")
            .file("hidden.crt", HIDDEN.pem())
            .file("beside.crt", TestCa.named("Beside CA").pem())
            .file("content.crt", TestCa.named("Content CA").pem())
            .file("loop-a.crt", TestCa.named("Loop A CA").pem())
            .file("loop-b.crt", TestCa.named("Loop B CA").pem())
            .file("vaulted.crt", TestCa.named("Vaulted CA").pem())
            .file("vaulted.yml", variable("vaulted_content", TestCa.named("Variable CA")))
            .file("pki/ca.crt", TestCa.named("Easy CA").pem())
            .file("pki/private/ca.key", "not read\n")
            .file("roles/trusting/files/role.crt", TestCa.named("Role CA").pem())
            .file("roles/trusting/tasks/main.yml", Resources.read("task-features/role.yml"));
    PlaybookRun vault =
        control.run(
            List.of(
                "ansible-vault",
                "encrypt",
                "--vault-password-file=vault-password",
                "vaulted.crt",
                "vaulted.yml"));
    assertThat(vault.exitCode()).as(vault.out()).isZero();
    run =
        control.play(
            Resources.read("task-features/site.yml"),
            "--vault-password-file=vault-password",
            "--diff",
            "-vvv");
    tagged = control.play(Resources.read("task-features/tagged.yml"), "--check", "--tags", "trust");
  }

  /** A variable of several lines, in YAML. */
  private static String variable(String name, TestCa ca) {
    return name + ": |\n" + ca.pem().indent(2);
  }

  @AfterAll
  void stop() {
    Stream.of(one, two).forEach(TestHost::close);
  }

  private TaskResult result(String task) {
    return run.result("one", task);
  }

  @ParameterizedTest
  @CsvSource({
    "trusting : from the role's files, CN=Role CA",
    "from a file beside the play, CN=Beside CA",
    "content, CN=Content CA",
    "a vaulted file, CN=Vaulted CA",
    "a vaulted variable, CN=Variable CA",
    "an Easy-RSA directory, CN=Easy CA",
    "an absolute path, CN=Beside CA",
  })
  void theCaIsFound(String task, String subject) {
    assertThat(result(task).status()).as(result(task).msg()).isEqualTo(Status.CHANGED);
    assertThat(result(task).json().at("/facts/0/subject").asString()).isEqualTo(subject);
  }

  @Test
  void parametersAreTemplates() {
    assertThat(result("from a file beside the play").json().at("/facts/0/name").asString())
        .isEqualTo("debian-beside");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a list of registries", "registries in one string"})
  void registriesAreAListOrAString(String task) {
    assertThat(result(task).json().at("/facts/0/registries").valueStream())
        .extracting(registry -> registry.asString())
        .containsExactly("r.example.com", "r.example.com:8443");
  }

  @Test
  void aRegisteredResultTellsWhetherItIsChanged() {
    assertThat(result("because the first was changed").msg())
        .isEqualTo("/usr/share/ca-certificates/local/debian-beside.crt");
    assertThat(result("the same again").status()).isEqualTo(Status.OK);
    assertThat(result("because the second was changed").status()).isEqualTo(Status.SKIPPED);
  }

  @Test
  void onlyAChangeNotifiesAHandler() {
    assertThat(result("a handler").msg()).isEqualTo("needed");
    assertThat(run.results()).noneMatch(r -> r.task().equals("a handler that is not needed"));
  }

  @Test
  void aLoopTrustsEachOfItsItems() {
    assertThat(result("a loop").status()).isEqualTo(Status.CHANGED);
    assertThat(result("a loop").json().get("results")).hasSize(2);
    assertThat(one.run("ls /usr/share/ca-certificates/local").lines())
        .containsExactly("debian-beside.crt", "loop-a.crt", "loop-b.crt");
  }

  @Test
  void theEnvironmentReachesTheTool() {
    assertThat(one.readFile("/tmp/greeting")).isEqualTo("it's $HOME");
  }

  @Test
  void withoutALogNothingIsShown() {
    assertThat(result("nothing is shown").json().get("censored").asString()).isNotEmpty();
    assertThat(HIDDEN.pem().lines().filter(line -> !line.startsWith("-----")))
        .isNotEmpty()
        .noneMatch(run.out()::contains);
    assertThat(run.out()).doesNotContain("hidden-anchor", "hidden.crt", "Hidden CA");
  }

  @Test
  void aDelegatedTaskRunsOnTheOtherHost() {
    assertThat(result("on another host").status()).isEqualTo(Status.CHANGED);
    assertThat(result("on another host").json().get("steps").toString())
        .contains("\"create_directory\",\"path\":\"/usr/share/ca-certificates/local\"");
  }

  @Test
  void theBackgroundIsRefused() {
    assertThat(result("in the background").status()).isEqualTo(Status.FAILED);
    assertThat(result("in the background").msg())
        .isEqualTo(
            "hosttrust.trust.anchor cannot run in the background: remove async and poll from the"
                + " task");
  }

  @Test
  void aFailureCanBeRescued() {
    assertThat(result("to be rescued").status()).isEqualTo(Status.FAILED);
    assertThat(result("the rescue").msg()).startsWith("name: the name 'no/name' has other");
    assertThat(run.recap().get("one"))
        .containsAllEntriesOf(Map.of("failures", 0, "rescued", 1, "ignored", 1));
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void strategiesAndBatches() {
    assertThat(run.results().stream().filter(r -> r.task().equals("run once"))).hasSize(1);
    assertThat(run.results().stream().filter(r -> r.task().equals("free")))
        .extracting(TaskResult::status)
        .containsExactly(Status.CHANGED, Status.CHANGED);
    assertThat(
            run.results().stream()
                .filter(
                    r -> List.of("one after the other", "then the next batch").contains(r.task())))
        .extracting(TaskResult::host)
        .containsExactly("one", "one", "two", "two");
  }

  @Test
  void tagsChooseTasks() {
    assertThat(tagged.exitCode()).isZero();
    assertThat(tagged.results()).extracting(TaskResult::task).containsExactly("wanted");
  }
}
