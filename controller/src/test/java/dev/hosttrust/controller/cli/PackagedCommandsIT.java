// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.ExecOutput;
import dev.hosttrust.testhosts.LocalProcess;
import dev.hosttrust.testhosts.LocalTlsServer;
import dev.hosttrust.testhosts.Packages;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.testhosts.TestCluster;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every command on the Java runtime of the packages, which has few of the JDK's modules: what a
 * command needs and the runtime lacks, it would miss only when it comes to it. One story with one
 * real host, told in order.
 */
class PackagedCommandsIT {
  private static final TestCa CA = TestCa.named("Harbor CA");
  private static final TestCa NEXT = TestCa.named("Harbor CA 2");
  private static final String VAULTED =
      Path.of("../inventories/examples/vaulted").toAbsolutePath().toString();

  @TempDir private static Path directory;
  private static TestHost host;
  private static TestCluster cluster;
  private static LocalTlsServer server;

  @BeforeAll
  static void start() throws IOException {
    host = TestHosts.debian(DebianRelease.TRIXIE).start();
    server = LocalTlsServer.start(CA.server("harbor.example.com"));
    cluster =
        TestCluster.start(
            List.of(TestCluster.node("node1", "127.0.0.1", true, "", "Debian GNU/Linux 13")));
    cluster.writeKubeconfig(directory.resolve("kubeconfig"));
    new FleetDirectory(directory, CA)
        .host("node1", host, TestUser.OPS, "ansible_become=true")
        .write();
    NEXT.writeTo(directory.resolve("next.crt"));
    Files.writeString(directory.resolve("password"), TestUser.PASSWORD + "\n");
    Files.writeString(directory.resolve("vault"), "example\n");
    Files.writeString(
        directory.resolve("stranger.yml"),
        "ansible_ssh_common_args: -o UserKnownHostsFile=%s\n".formatted(directory.resolve("new")));
  }

  @AfterAll
  static void stop() {
    host.close();
    server.close();
    cluster.close();
  }

  /** Runs a line of shell in the directory of the fleet; both outputs as one. */
  private static ExecOutput run(String line) {
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-c", line)
            .directory(directory.toFile())
            .redirectErrorStream(true);
    Map<String, String> environment = shell.environment();
    environment.put("PATH", Packages.program().getParent() + ":" + environment.get("PATH"));
    environment.put("HOME", directory.toString());
    environment.put("XDG_STATE_HOME", directory.resolve("state").toString());
    environment.put("KUBECONFIG", directory.resolve("kubeconfig").toString());
    environment.put("VAULTED", VAULTED);
    environment.put("FLEET", "-i hosts.ini -F none");
    environment.put("NOBODY", "-F none -e ansible_host=127.0.0.1 -e ansible_port=1");
    environment.put("REPORTS", "--report r.html --report r.xml --report r.prom --report r.json");
    environment.put("TRUST", "--ca ca.crt --name harbor --registry " + FleetDirectory.REGISTRY);
    environment.put(
        "ROTATION",
        "-i hosts.ini -F none --name harbor --ca next.crt --previous ca.crt --registry %s --connect %s"
            .formatted(FleetDirectory.REGISTRY, server.address()));
    environment.remove("JAVA_HOME");
    return LocalProcess.exec(shell);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          hosttrust --version                                                          ; 0 ; Java 25
          hosttrust help rollout                                                       ; 0 ; --registry
          hosttrust rollout --help-all                                                 ; 0 ; --shard
          hosttrust man-pages man && cat man/hosttrust.1                               ; 0 ; .TH
          hosttrust completion bash                                                    ; 0 ; complete
          hosttrust completion zsh                                                     ; 0 ; compdef
          hosttrust list -i $VAULTED $NOBODY --vault-password-file vault               ; 4 ; 2 unreachable
          hosttrust inventory --kube-nodes prod --graph                                ; 0 ; node1
          hosttrust host-keys $FLEET -e @stranger.yml --yes                            ; 0 ; wrote 1 key
          hosttrust list $FLEET -o json                                                ; 0 ; "type":"recap"
          hosttrust list -i here, -e ansible_connection=local                          ; 0 ; 1 host: 1 ok
          hosttrust diff $FLEET $TRUST --out plan.json                                 ; 0 ; 1 would change
          hosttrust rollout --plan plan.json -F none $REPORTS --log-file log           ; 0 ; 1 changed
          cat r.html r.xml r.prom                                                      ; 0 ; hosttrust_
          hosttrust history                                                            ; 0 ; changed
          hosttrust show last                                                          ; 0 ; node1
          hosttrust rollout $FLEET $TRUST --resume last                                ; 0 ; nothing is left to do
          hosttrust continue last                                                      ; 5 ; wait
          hosttrust report merge r.json --report merged.html                           ; 0 ; 1
          hosttrust diff $FLEET $TRUST --transport jsch                                ; 0 ; 1 host: 1 ok
          hosttrust diff $FLEET $TRUST --transport sshd                                ; 0 ; 1 host: 1 ok
          hosttrust diff $FLEET $TRUST --transport openssh                             ; 0 ; 1 host: 1 ok
          hosttrust inventory -i hosts.ini --list | hosttrust diff -i - -F none $TRUST ; 0 ; 1 host: 1 ok
          hosttrust rotate status $ROTATION                                            ; 0 ; still serves
          hosttrust rotate add $ROTATION                                               ; 0 ; 1 of 1 trusts both
          hosttrust rotate finish $ROTATION                                            ; 6 ; still serves
          hosttrust remove $FLEET --name harbor                                        ; 0 ; 1 changed
          hosttrust demo                                                               ; 0 ; 3 hosts: 3 ok
          """)
  void runs(String line, int exit, String said) {
    ExecOutput output = run(line);

    assertThat(output.exit()).as(output.stdout()).isEqualTo(exit);
    assertThat(output.stdout()).contains(said).doesNotContain("NoClassDef", "ClassNotFound");
  }

  @ParameterizedTest
  @CsvSource({"jsch", "sshd"})
  void logsInWithAPassword(String transport) {
    ExecOutput output =
        run(
            "hosttrust list $FLEET -u admin -e ansible_user=admin -b --connection-password-file password"
                + " --become-password-file password --transport "
                + transport);

    assertThat(output.stdout()).contains("1 host: 1 ok");
  }

  /**
   * It costs more than all the rest of a start. Java looks on the class path, and so loads it, for
   * a provider of cryptography that is listed and that the runtime has not.
   */
  @Test
  void doesNotLoadBouncyCastleForJsch() {
    ExecOutput output =
        run(
            "JAVA_TOOL_OPTIONS=-Xlog:class+load hosttrust diff $FLEET $TRUST --transport jsch"
                + " | grep -E '^1 host|com.jcraft.jsch.jce.MLKEM768 |org.bouncycastle'");

    assertThat(output.stdout()).contains("MLKEM768", "1 host: ").doesNotContain("org.bouncycastle");
  }

  /** That of the code of others, only a run can tell: much of it is for what nobody here does. */
  @Test
  void hasTheModulesThatOurOwnCodeNeeds() throws IOException {
    Path home = Packages.program().toRealPath().getParent();
    Path jdeps = Path.of(System.getProperty("java.home"), "bin", "jdeps");

    assertThat(modules(run(home + "/jre/bin/java --list-modules")))
        .contains("java.base")
        .containsAll(
            modules(
                run(
                    "%2$s --multi-release=base -summary %1$s/hosttrust-controller.jar %1$s/lib/hosttrust-*.jar"
                        .formatted(home, jdeps))));
  }

  private static Set<String> modules(ExecOutput output) {
    assertThat(output.exit()).as(output.stdout()).isZero();
    return Pattern.compile("\\b(java|jdk)(\\.[a-z]+)+")
        .matcher(output.stdout())
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toSet());
  }
}
