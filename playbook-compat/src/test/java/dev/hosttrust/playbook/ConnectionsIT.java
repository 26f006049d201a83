// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import static dev.hosttrust.playbook.ConnectionsIT.Carrier.ENGINE;
import static dev.hosttrust.playbook.ConnectionsIT.Carrier.FILE;
import static dev.hosttrust.playbook.ConnectionsIT.Carrier.FILE_AFTER_REFUSAL;
import static dev.hosttrust.playbook.ConnectionsIT.Carrier.STANDARD_INPUT;
import static dev.hosttrust.testhosts.DebianRelease.BULLSEYE;
import static dev.hosttrust.testhosts.DebianRelease.TRIXIE;
import static dev.hosttrust.testhosts.TestUser.ADMIN;
import static dev.hosttrust.testhosts.TestUser.DOER;
import static dev.hosttrust.testhosts.TestUser.IN_FISH;
import static dev.hosttrust.testhosts.TestUser.IN_ZSH;
import static dev.hosttrust.testhosts.TestUser.NEEDS_TTY;
import static dev.hosttrust.testhosts.TestUser.NOISY;
import static dev.hosttrust.testhosts.TestUser.NOSUDO;
import static dev.hosttrust.testhosts.TestUser.OPS;
import static dev.hosttrust.testhosts.TestUser.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.playbook.TaskResult.Status;
import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.FileEntry;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestUser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every way in which Ansible reaches a host and becomes root there, in three runs over all of them:
 * check mode with the difference, the change, and nothing to do.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectionsIT {
  private static final String SUDO = "ansible_become=true";
  private static final String PASSWORD = " ansible_become_password='" + TestUser.PASSWORD + "'";
  private static final String SU = " ansible_become_method=su" + PASSWORD;
  private static final String DOAS = " ansible_become_method=community.general.doas";
  private static final String PIPELINING = "ansible_pipelining=true ";
  private static final String PARAMIKO = "ansible_connection=paramiko ";
  private static final String DOCKER = "ansible_connection=community.docker.docker ";

  /**
   * What a host's server sees: commands and files over SSH.
   *
   * <p>With standard input a run of the program is one command. Without, it is a file and a command
   * that reads it; and each task also has commands that find the home, make a directory in it, and
   * remove that at the end. A refusal before is one more.
   */
  record Cost(long commands, long files) {
    static Cost of(String sshdLog) {
      return new Cost(
          lines(sshdLog, "Starting session: command"),
          lines(sshdLog, "Starting session: subsystem 'sftp'"));
    }

    private static long lines(String sshdLog, String start) {
      return sshdLog.lines().filter(line -> line.startsWith(start)).count();
    }
  }

  record Carrier(Cost unchanged, Cost changed) {
    static final Carrier STANDARD_INPUT = new Carrier(new Cost(1, 0), new Cost(2, 0));
    static final Carrier FILE = new Carrier(new Cost(4, 1), new Cost(5, 2));
    static final Carrier FILE_AFTER_REFUSAL = new Carrier(new Cost(5, 1), new Cost(6, 2));
    static final Carrier ENGINE = new Carrier(new Cost(0, 0), new Cost(0, 0));
  }

  record Way(String name, DebianRelease release, TestUser user, String variables, Carrier carrier) {
    static Way of(String name, TestUser user, String variables, Carrier carrier) {
      return new Way(name, DebianRelease.BOOKWORM, user, variables, carrier);
    }

    Way on(DebianRelease other) {
      return new Way(name, other, user, variables, carrier);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<Way> WAYS =
      List.of(
          Way.of("root", ROOT, "", STANDARD_INPUT),
          Way.of("pipelining", ROOT, PIPELINING, STANDARD_INPUT),
          Way.of("sudo", OPS, SUDO, STANDARD_INPUT),
          Way.of("sudo-password", ADMIN, SUDO + PASSWORD, STANDARD_INPUT),
          Way.of("sudo-password-pipelining", ADMIN, PIPELINING + SUDO + PASSWORD, STANDARD_INPUT),
          Way.of("noisy", NOISY, SUDO, STANDARD_INPUT),
          Way.of("zsh", IN_ZSH, SUDO, STANDARD_INPUT).on(TRIXIE),
          Way.of("fish", IN_FISH, SUDO, STANDARD_INPUT).on(BULLSEYE),
          Way.of("doas", DOER, SUDO + DOAS, STANDARD_INPUT),
          Way.of("su", NOSUDO, SUDO + SU, FILE),
          Way.of("needs-tty", NEEDS_TTY, SUDO, FILE_AFTER_REFUSAL).on(TRIXIE),
          Way.of("terminal", ROOT, "ansible_ssh_extra_args=-tt", FILE),
          Way.of("paramiko", OPS, PARAMIKO + SUDO, FILE),
          Way.of("docker", ROOT, DOCKER, ENGINE),
          Way.of("docker-sudo-password", ADMIN, DOCKER + SUDO + PASSWORD, ENGINE));

  private static final String PLAY =
      """
      - hosts: all
        gather_facts: false
        tasks:
          - hosttrust.trust.anchor:
              name: harbor
              ca: ca.crt
              registries: [harbor.example.com, "harbor.example.com:8443"]
              root: "{{ tree | default(omit) }}"
      """;

  private final TestCa ca = TestCa.named("Harbor CA");
  private final Map<String, TestHost> hosts = new LinkedHashMap<>();
  private final Map<String, List<FileEntry>> before = new HashMap<>();

  private Path directory;
  private Phase predicted;
  private Phase changed;
  private Phase again;

  /** One run over all ways, and what the hosts had afterwards. */
  private record Phase(
      PlaybookRun run, Map<String, List<FileEntry>> trees, Map<String, Cost> costs) {
    TaskResult result(Way way) {
      return run.result(way.name());
    }

    List<FileEntry> tree(Way way) {
      return Objects.requireNonNull(trees.get(way.name()));
    }

    Cost cost(Way way) {
      return Objects.requireNonNull(costs.get(way.name()));
    }
  }

  static Stream<Way> ways() {
    return WAYS.stream();
  }

  @BeforeAll
  void runAll(@TempDir Path directory) throws IOException, InterruptedException {
    this.directory = directory;
    ControlNode control = new ControlNode(directory).file("ca.crt", ca.pem());
    control.with("ANSIBLE_BECOME_ALLOW_SAME_USER", "1");
    for (Way way : WAYS) {
      TestHost host = TestHosts.debian(way.release()).start();
      hosts.put(way.name(), host);
      host.run("echo 'root:" + TestUser.PASSWORD + "' | chpasswd");
      String address =
          way.carrier().equals(ENGINE) ? "ansible_host=" + host.run("hostname").strip() : "";
      control.host(way.name(), host, way.user(), way.variables(), address);
    }
    control.line("local ansible_connection=local tree=" + scratchTree("local"));
    control.line(
        "local-sudo-password ansible_connection=local ansible_become=true ansible_become_user=%s %s tree=%s"
            .formatted(System.getProperty("user.name"), PASSWORD, scratchTree("local-sudo")));
    hosts.forEach((name, host) -> before.put(name, host.trustTree()));
    predicted = phase(control, "--check", "--diff");
    changed = phase(control);
    again = phase(control);
  }

  private Path scratchTree(String name) throws IOException {
    return ScratchTree.create(directory.resolve(name)).root();
  }

  private Phase phase(ControlNode control, String... options)
      throws IOException, InterruptedException {
    hosts.values().forEach(TestHost::resetSshdLog);
    PlaybookRun run = control.play(PLAY, options);
    Map<String, List<FileEntry>> trees = new HashMap<>();
    Map<String, Cost> costs = new HashMap<>();
    hosts.forEach(
        (name, host) -> {
          trees.put(name, host.trustTree());
          costs.put(name, Cost.of(host.sshdLog()));
        });
    return new Phase(run, trees, costs);
  }

  @AfterAll
  void stop() {
    hosts.values().forEach(TestHost::close);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void checkModePredictsAndChangesNothing(Way way) {
    TaskResult prediction = predicted.result(way);

    assertThat(prediction.status()).as(predicted.run().out()).isEqualTo(Status.CHANGED);
    assertThat(prediction.msg()).isEqualTo("harbor would be trusted");
    assertThat(prediction.json().get("steps")).isEqualTo(changed.result(way).json().get("steps"));
    assertThat(prediction.json().get("diff")).hasSameSizeAs(prediction.json().get("steps"));
    assertThat(predicted.tree(way)).isEqualTo(before.get(way.name()));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void theChangeIsTheSameInEveryWay(Way way) {
    TaskResult change = changed.result(way);
    Way first = WAYS.stream().filter(w -> w.release() == way.release()).findFirst().orElseThrow();

    assertThat(change.status()).as(changed.run().out()).isEqualTo(Status.CHANGED);
    assertThat(change.json().get("evidence")).isNotEmpty();
    assertThat(changed.tree(way)).isEqualTo(changed.tree(first)).isNotEqualTo(predicted.tree(way));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void thenNothingIsToDo(Way way) {
    TaskResult result = again.result(way);

    assertThat(result.status()).as(again.run().out()).isEqualTo(Status.OK);
    assertThat(result.actions()).isEmpty();
    assertThat(again.tree(way)).isEqualTo(changed.tree(way));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aHostCostsWhatItsCarrierMust(Way way) {
    assertThat(predicted.cost(way)).isEqualTo(way.carrier().unchanged());
    assertThat(changed.cost(way)).isEqualTo(way.carrier().changed());
    assertThat(again.cost(way)).isEqualTo(way.carrier().unchanged());
  }

  @ParameterizedTest
  @MethodSource("ways")
  void nothingIsLeftBesideTheTrust(Way way) {
    TestHost host = Objects.requireNonNull(hosts.get(way.name()));

    assertThat(
            host.run(
                "find /root /home /tmp /var/tmp /etc /usr -path '*/.ansible/tmp/*' -o -name '*hosttrust*'"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "local-sudo-password"})
  void aTreeOnTheControlNode(String name) {
    assertThat(predicted.run().result(name).status())
        .as(predicted.run().out())
        .isEqualTo(Status.CHANGED);
    assertThat(changed.run().result(name).status())
        .as(changed.run().out())
        .isEqualTo(Status.CHANGED);
    assertThat(again.run().result(name).status()).as(again.run().out()).isEqualTo(Status.OK);
    assertThat(changed.run().result(name).json().get("steps"))
        .isEqualTo(predicted.run().result(name).json().get("steps"));
  }

  @Test
  void aPasswordThatIsWrongOrMissingIsNamed(@TempDir Path another)
      throws IOException, InterruptedException {
    TestHost host = Objects.requireNonNull(hosts.get("root"));
    String wrong = " ansible_become_password=guess";

    PlaybookRun run =
        new ControlNode(another)
            .file("ca.crt", ca.pem())
            .host("sudo", host, ADMIN, SUDO + wrong)
            .host("su", host, NOSUDO, SUDO + SU + wrong)
            .host("none", host, ADMIN, SUDO)
            .host("ordinary", host, NOSUDO)
            .play(PLAY, "--check");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.result("sudo").msg()).isEqualTo("Incorrect sudo password");
    assertThat(run.result("su").msg()).isEqualTo("Incorrect su password");
    assertThat(run.result("none").msg()).isEqualTo("Missing sudo password");
    assertThat(run.result("ordinary").msg()).contains("not as root");
  }

  @Test
  void nothingIsLeftOnTheControlNode() throws IOException {
    assertThat(directory.resolve("home/tmp")).isEmptyDirectory();
    assertThat(directory.resolve("home/.ansible/tmp"))
        .satisfiesAnyOf(
            tmp -> assertThat(tmp).doesNotExist(), tmp -> assertThat(tmp).isEmptyDirectory());
  }
}
