// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.ExecOutput;
import dev.hosttrust.testhosts.KeyType;
import dev.hosttrust.testhosts.LocalProcess;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestKeys;
import dev.hosttrust.testhosts.TestUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The packages, made of what Maven built before, on machines without Java. */
class PackagesIT {
  @TempDir private static Path directory;
  private static Path packages = Path.of("");

  @BeforeAll
  static void make() throws IOException {
    packages = make("first");
  }

  private static Path make(String name) throws IOException {
    Path output = directory.resolve(name);
    ProcessBuilder builder =
        new ProcessBuilder("../dist/package", output.toString()).redirectErrorStream(true);
    builder.environment().putAll(Map.of("SOURCE_DATE_EPOCH", "1790000000"));
    ExecOutput made = LocalProcess.exec(builder);
    assertThat(made.exit()).as(made.stdout()).isZero();
    return output;
  }

  private static Path file(String ending) throws IOException {
    try (Stream<Path> files = Files.list(packages)) {
      return files.filter(file -> file.toString().endsWith(ending)).findFirst().orElseThrow();
    }
  }

  @Test
  void areTheSameEachTime() throws IOException {
    Path again = make("again");

    assertThat(again.resolve("SHA256SUMS"))
        .hasSameTextualContentAs(packages.resolve("SHA256SUMS"))
        .content()
        .contains(".tar.gz", "_all.deb", "64.deb");
  }

  @ParameterizedTest
  @EnumSource
  void thePackageComesAndGoes(DebianRelease release) throws IOException {
    try (TestHost machine = TestHosts.debian(release).start()) {
      machine.copyFile(file("64.deb"), "/hosttrust.deb");
      String before = installed(machine);

      machine.run("dpkg -i /hosttrust.deb");
      assertThat(machine.run("cd / && hosttrust --version")).contains("hosttrust ", "Java 25");
      assertDemoAndRolloutBy(TestUser.OPS, machine, "hosttrust");
      assertDemoAndRolloutBy(TestUser.ADMIN, machine, "hosttrust");
      assertThat(
              machine.run("dpkg --verify hosttrust; find /usr/lib/hosttrust -newer /hosttrust.deb"))
          .as("what runs left where it is installed")
          .isEmpty();

      machine.run("dpkg -r hosttrust");
      assertThat(installed(machine)).isEqualTo(before);
      assertThat(machine.run("cd ~ops && find .local -type d -name hosttrust"))
          .isEqualTo(".local/state/hosttrust\n");
    }
  }

  /** All files of the machine that are not of running programs, of users, or of dpkg itself. */
  private static String installed(TestHost machine) {
    return machine.run(
        "find / -xdev \\( -path /proc -o -path /sys -o -path /dev -o -path /run -o -path /tmp -o -path"
            + " '/home/*/*' -o -path '/root/*' -o -path '/var/*' -o -path /etc/ssl -o -path"
            + " '/usr/share/ca-certificates*' -o -path '/etc/*' \\) -prune -o -print | sort");
  }

  /** A demo, and a rollout to the machine's own SSH server, which changes it once at most. */
  private static void assertDemoAndRolloutBy(TestUser user, TestHost machine, String program) {
    String home = machine.run("echo ~" + user.login()).strip();
    machine.writeFile(home + "/ca.crt", TestCa.named("Packaged").pem(), 0644);
    machine.writeFile(home + "/key", TestKeys.shared().plain(KeyType.ED25519).read(), 0600);
    String knownHosts =
        String.join("\n", machine.knownHosts()).replaceAll("(?m)^\\S+", "127.0.0.1");
    machine.writeFile(home + "/.ssh/known_hosts", knownHosts + "\n", 0644);
    machine.run("cd %2$s && chown %1$s ca.crt key .ssh/known_hosts".formatted(user.login(), home));

    String demo = as(user, machine, program + " demo");
    assertThat(demo).contains("3 hosts: 3 ok, 0 changed");
    String rollout =
        as(
            user,
            machine,
            program
                + " rollout -i 127.0.0.1, -u ops -b --private-key key --ca ca.crt --name packaged");
    assertThat(rollout).contains("Read back from 127.0.0.1", "1 changed, 0 failed, 0 unreachable");
  }

  private static String as(TestUser user, TestHost machine, String command) {
    return machine.run("su " + user.login() + " -c 'cd && " + command + "'");
  }

  @ParameterizedTest
  @EnumSource
  void theArchiveRunsWhereverItIsUnpackedAndWithoutANetwork(DebianRelease release)
      throws IOException {
    String script =
        """
        mkdir '/srv/a b' && tar -xzf /archive -C '/srv/a b' && chmod -R a-w '/srv/a b'
        cd '/srv/a b'/*
        test -s share/bash-completion/completions/hosttrust
        test -s share/zsh/vendor-completions/_hosttrust
        gzip -dc share/man/man1/hosttrust-rollout.1.gz | grep -q 'EXIT STATUS'
        ln -s "$PWD/bin/hosttrust" /usr/bin/ht
        cd /tmp
        setpriv --reuid 1234 --clear-groups env -i PATH=/usr/bin:/bin ht --version
        setpriv --reuid 1234 --clear-groups env -i PATH=/usr/bin:/bin ht inventory -i a,b --graph
        find / -xdev -user 1234
        JAVA_TOOL_OPTIONS=-Xshare:on ht --version
        """;
    String output =
        LocalProcess.run(
            "docker",
            "run",
            "--rm",
            "--network",
            "none",
            "--volume",
            file(".tar.gz") + ":/archive:ro",
            "debian:" + release.codename() + "-slim",
            "sh",
            "-ec",
            script);

    assertThat(output).contains("Java 25", "--a\n").doesNotContain("/srv", "/home", "/tmp");
  }
}
