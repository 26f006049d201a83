// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.ExecOutput;
import dev.hosttrust.testhosts.FileEntry;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestUser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The collection's archive, installed on a control node with Debian 13's ansible-core 2.19:
 * templating and results work in other ways there than in the 2.14 of the other tests.
 */
class CurrentAnsibleIT {
  private static final TestCa CA = TestCa.named("Harbor CA");
  private static final String VARIABLES =
      "{\"ansible_become_password\": \"%s\"}".formatted(TestUser.PASSWORD);
  private static final String ERROR = "[ERROR]: Task failed: Action failed: ";

  @TempDir private static Path directory;
  private static TestHost host;
  private static TestHost node;

  @BeforeAll
  static void install() throws IOException {
    host = TestHosts.debian(DebianRelease.BOOKWORM).start();
    node = TestHosts.controlNode().behind(host, 2222).start();
    CollectionArchive.install(node, directory);
    NodeLogin.give(node, host);
    node.writeFile("/play/ssh", "other ansible_host=127.0.0.1\n");
    node.writeFile("/play/local", "here ansible_connection=local\n");
    node.writeFile("/play/password.json", VARIABLES);
    copy("site.yml");
    node.writeFile("/play/files/ca.crt", CA.pem());
  }

  /** Puts a file of the tests beside the plays. */
  private static void copy(String file) {
    node.writeFile("/play/" + file, Resources.read("current-ansible/" + file));
  }

  @AfterAll
  static void stop() {
    node.close();
    host.close();
  }

  /** Runs a command of Ansible's in the directory of the plays, both outputs as one. */
  private static ExecOutput ansible(TestUser user, String command) {
    node.writeFile("/play/run", "cd /play && ANSIBLE_DEPRECATION_WARNINGS=1 " + command + " 2>&1");
    return node.exec("su " + user.login() + " -c 'sh /play/run'");
  }

  private static ExecOutput play(TestUser user, String arguments) {
    return ansible(user, "ansible-playbook -v site.yml " + arguments);
  }

  /** Takes away what another test has put there: the CA under a second name is warned of. */
  private static void forgetTrust(TestHost target) {
    target.run(
        "rm -rf /usr/share/ca-certificates/local /etc/docker; sed -i /^local/d /etc/ca-certificates.conf;"
            + " update-ca-certificates --fresh");
  }

  /** Checks, changes, and finds nothing to do; what it says of it, and no warning. */
  private static void convergesTheFirstTime(TestHost target, TestUser user, String arguments) {
    forgetTrust(target);
    List<FileEntry> before = target.trustTree();

    ExecOutput check = play(user, arguments + " --check --diff");
    List<FileEntry> unchanged = target.trustTree();
    ExecOutput first = play(user, arguments);
    ExecOutput second = play(user, arguments + " --check --diff");

    assertThat(List.of(check, first, second))
        .allSatisfy(run -> assertThat(run.exit()).as(run.stdout()).isZero())
        .allSatisfy(run -> assertThat(run.stdout()).doesNotContain("WARNING"));
    assertThat(unchanged).isEqualTo(before);
    assertThat(check.stdout())
        .contains("+-----BEGIN CERTIFICATE-----", "changed=1 ")
        .doesNotContain("\"evidence\"");
    assertThat(first.stdout()).contains("changed=1 ", " is trusted now\"", "\"evidence\"");
    assertThat(second.stdout())
        .contains("changed=0 ", "nothing to do", "\"evidence\"")
        .doesNotContain("+++");
    assertThat(target.readFile("/etc/ssl/certs/ca-certificates.crt")).contains(CA.pem());
  }

  @Test
  void managesAHostOverSshAsRoot() {
    convergesTheFirstTime(host, TestUser.ROOT, "-i ssh -u root -e anchor=by-root");
  }

  @Test
  void managesAHostOverSshWithASudoPassword() {
    convergesTheFirstTime(
        host, TestUser.ROOT, "-i ssh -u admin -b -e @password.json -e anchor=by-sudo");
  }

  @Test
  void managesItselfAsRoot() {
    convergesTheFirstTime(node, TestUser.ROOT, "-i local -e anchor=by-root");
  }

  /** Without pipelining, Ansible gives a local command that waits for a password a terminal. */
  @Test
  void managesItselfWithASudoPassword() {
    convergesTheFirstTime(node, TestUser.ADMIN, "-i local -b -e @password.json -e anchor=by-sudo");
  }

  @Test
  void takesValuesThatAreVaultedLoopedOverOrLeftOut() {
    node.writeFile("/play/files/vaulted.crt", CA.pem());
    node.writeFile("/play/vault", "open sesame\n", 0600);
    node.run("cd /play && ansible-vault encrypt --vault-password-file vault files/vaulted.crt");
    node.writeFile(
        "/play/text.yml", "text: !vault |\n" + node.readFile("/play/files/vaulted.crt").indent(2));
    copy("values.yml");
    node.writeFile("/play/files/spec.yml", "anchors: [{name: five, certificate: ca.crt}]\n");

    ExecOutput run =
        ansible(
            TestUser.ROOT,
            "ansible-playbook -vvv -i local --vault-password-file vault --check values.yml");

    assertThat(run.exit()).as(run.stdout()).isZero();
    assertThat(run.stdout())
        .contains("changed=4 ", "\"content\": \"VALUE_SPECIFIED_IN_NO_LOG_PARAMETER\"")
        .doesNotContain("BEGIN CERTIFICATE");
  }

  @Test
  void restartsTheRuntimeOfAClustersNodesOnce() throws IOException {
    forgetTrust(host);
    StandInCluster.giveUnits(host, "containerd");
    node.writeFile("/usr/local/bin/kubectl", StandInCluster.resource("kubectl"), 0755);
    node.writeFile("/cluster/other/ready", "True\n");
    String command =
        "CLUSTER=/cluster ansible-playbook -i ssh -u root hosttrust.trust.kubernetes -e nodes=all"
            + " -e registry=r.example.com:5000 -e registry_ca=files/ca.crt";

    ExecOutput check = ansible(TestUser.ROOT, command + " --check");
    ExecOutput first = ansible(TestUser.ROOT, command);
    ExecOutput again = ansible(TestUser.ROOT, command);

    assertThat(List.of(check, first, again))
        .allSatisfy(run -> assertThat(run.exit()).as(run.stdout()).isZero())
        .allSatisfy(run -> assertThat(run.stdout()).doesNotContain("WARNING"));
    assertThat(check.stdout()).contains("containerd would be restarted");
    assertThat(first.stdout()).contains("changed=2 ");
    assertThat(again.stdout()).contains("changed=0 ");
    assertThat(host.readFile("/restarted")).isEqualTo("containerd\n");
  }

  @Test
  void saysInOneLineWhatIsWrong() {
    copy("wrong.yml");
    node.writeFile("/play/files/key.pem", CA.privateKeyPem());

    ExecOutput run = ansible(TestUser.ROOT, "ansible-playbook -i local wrong.yml");

    assertThat(run.stdout().lines().filter(line -> line.startsWith("[")))
        .as(run.stdout())
        .containsExactly(
            ERROR + "one of the following is required: ca, content, anchors, spec, state",
            ERROR
                + "Unsupported parameters for (hosttrust.trust.anchor) module: registry. Supported"
                + " parameters include: allow, anchors, ca, containerd_config_path, content, name,"
                + " previous, registries, restart, restart_stops_containers, root, spec, state, stores.",
            ERROR
                + "ca: gone.crt was not found; searched were /play/files/gone.crt, /play/gone.crt",
            ERROR + "ca: /gone.crt was not found; check the path",
            ERROR
                + "/play/files/key.pem:1: holds a private key, which every user of every host could"
                + " read then; leave the key where it is and give a file with the CA certificate"
                + " alone",
            ERROR
                + "hosttrust.trust.anchor cannot run in the background: remove async and poll from"
                + " the task");
    assertThat(run.stdout()).contains("ignored=6 ").doesNotContain("Searched in", "Traceback");
  }

  @Test
  void documentsEveryParameterAndResult() {
    copy("documented.py");

    ExecOutput doc =
        ansible(
            TestUser.ROOT,
            "ansible-doc -t module hosttrust.trust.anchor --json | python3 documented.py");

    assertThat(doc.stdout())
        .isEqualTo(
            """
            parameters as the action has them
            results daemons diff evidence facts msg removes replaces stale steps
            attributes async check_mode diff_mode platform
            examples 6
            """);
    assertThat(ansible(TestUser.ROOT, "ansible-doc -t module hosttrust.trust.anchor").stdout())
        .contains("has a corresponding action plugin", "REQUIREMENTS:", "EXAMPLES:")
        .doesNotContain("WARNING");
  }

  @Test
  void takesTheNewestJavaAndEndsItWithTheRun() {
    ExecOutput run = playWith("JAVA_HOME=" + TestHosts.OLD_JAVA_HOME);

    assertThat(run.exit()).as(run.stdout()).isZero();
    node.run("while pgrep -x java >/dev/null; do sleep 0.1; done");
    assertThat(node.run("ls -A /root/.ansible/tmp")).isEmpty();
  }

  @Test
  void saysInOneLineThatJavaIsTooOldOrMissing() {
    String away = "/usr/lib/java-25-put-away";
    node.run("mv " + TestHosts.JAVA_HOME + " " + away);
    ExecOutput old = playWith("JAVA_HOME=" + TestHosts.OLD_JAVA_HOME);
    node.run("mv /usr/lib/jvm /usr/lib/jvm-put-away");
    ExecOutput missing = playWith("JAVA_HOME=/nowhere");
    node.run("mv /usr/lib/jvm-put-away /usr/lib/jvm && mv " + away + " " + TestHosts.JAVA_HOME);

    assertThat(error(old)).startsWith(needsJava(TestHosts.OLD_JAVA_HOME + " is Java 21; "));
    assertThat(error(missing)).startsWith(needsJava("/nowhere has no bin/java; "));
  }

  private static String needsJava(String found) {
    return "hosttrust needs Java 25 or newer on the control node, and JAVA_HOME=" + found;
  }

  private static ExecOutput playWith(String environment) {
    return ansible(
        TestUser.ROOT, environment + " ansible-playbook -i local -e anchor=java --check site.yml");
  }

  /** The one line that says why the task failed. */
  private static String error(ExecOutput run) {
    List<String> lines = run.stdout().lines().filter(line -> line.startsWith("[")).toList();
    assertThat(lines).as(run.stdout()).singleElement().asString().startsWith(ERROR);
    return lines.getFirst().substring(ERROR.length());
  }
}
