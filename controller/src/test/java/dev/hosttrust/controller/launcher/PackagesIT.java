// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.LocalProcess;
import dev.hosttrust.testhosts.Packages;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestUser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The packages, on machines that have no network, and no Java but where it is said. */
class PackagesIT {
  private static final List<TestUser> BOTH = List.of(TestUser.OPS, TestUser.ADMIN);

  @ParameterizedTest
  @EnumSource
  void thePackageServesTwoUsersAtOnceAndGoesWithoutATrace(DebianRelease release) {
    try (InstalledMachine machine = InstalledMachine.start(TestHosts.debian(release))) {
      machine.install(Packages.deb());
      List<String> installed = machine.installation();

      assertThat(machine.as(TestUser.OPS, "hosttrust --version"))
          .startsWith("hosttrust ")
          .contains("Java 25");
      assertThat(machine.together(BOTH, "hosttrust demo"))
          .allSatisfy(said -> assertThat(said).contains("3 hosts: 3 ok, 0 changed"));
      // One waits for the other, and then finds nothing to do.
      assertThat(machine.together(BOTH, InstalledMachine.ROLLOUT))
          .allSatisfy(said -> assertThat(said).contains("0 failed, 0 unreachable"))
          .anySatisfy(said -> assertThat(said).contains("1 host: 0 ok, 1 changed"))
          .anySatisfy(said -> assertThat(said).contains("1 host: 1 ok, 0 changed"));
      assertThat(machine.completed())
          .isEqualTo(
              """
              bash: hosttrust rollout ;
              bash: hosttrust diff -F key ;
              bash: hosttrust diff -i hosts.ini -l node1 ;
              zsh: hosttrust rollout ;
              zsh: hosttrust diff -F key ;
              zsh: hosttrust diff -i hosts.ini -l node1 ;
              """);

      assertThat(machine.installation()).isEqualTo(installed);
      machine.remove();
      assertThat(machine.changedPaths())
          .contains("/home/ops/.local/state/hosttrust", "/home/admin/.local/state/hosttrust")
          .allMatch(path -> path.matches("/home/(ops|admin)/\\.local(/state(/hosttrust(/.*)?)?)?"));
    }
  }

  /** A control node has Java 25, and an older one beside it. */
  @Test
  void thePackageForTheSystemsJavaPreparesItsClassesOnce() {
    try (InstalledMachine machine = InstalledMachine.start(TestHosts.controlNode())) {
      machine.install(Packages.debForSystemJava());
      List<String> installed = machine.installation();

      assertThat(machine.as(TestUser.OPS, "hosttrust --version"))
          .startsWith("hosttrust: preparing for fast starts (once)\n")
          .contains("Java 25");
      // The JVM ends where it cannot map the archive of classes.
      assertThat(machine.as(TestUser.OPS, "JAVA_TOOL_OPTIONS=-Xshare:on hosttrust demo"))
          .contains("3 hosts: 3 ok, 0 changed")
          .doesNotContain("preparing");
      assertThat(machine.as(TestUser.OPS, "find .cache -name *.jsa -size +1024k | wc -l"))
          .isEqualTo("1\n");
      assertThat(machine.installation()).isEqualTo(installed);

      machine.install(Packages.deb());
      assertThat(machine.as(TestUser.OPS, "JAVA_HOME=/nowhere hosttrust --version"))
          .as("the package with its own Java in the place of this one")
          .startsWith("hosttrust ");
      machine.remove();
      assertThat(machine.changedPaths())
          .allMatch(path -> path.matches("/home/ops/\\.cache(/hosttrust(/.*)?)?"));
    }
  }

  /** Debian's base image has neither {@code ca-certificates} nor {@code openssl}. */
  @ParameterizedTest
  @EnumSource
  void theArchiveRunsWhereverItIsUnpackedForOneWhoHasNoHome(DebianRelease release) {
    String script =
        """
        mkdir '/srv/a b' && tar -xzf /archive -C '/srv/a b' && chmod -R a-w '/srv/a b'
        cd '/srv/a b'/*
        ln -s "$PWD/bin/hosttrust" /usr/bin/ht
        cd /tmp
        nobody() { setpriv --reuid 1234 --clear-groups env -i PATH=/usr/bin:/bin "$@"; }
        nobody ht --version
        nobody ht inventory -i a,b --graph
        find / -xdev -user 1234
        # The JVM ends where it cannot map the archive of classes.
        JAVA_TOOL_OPTIONS=-Xshare:on ht --version
        dpkg -i /deb >/dev/null
        hosttrust inventory -i c, --graph
        dpkg -r hosttrust >/dev/null
        ls -d /usr/lib/hosttrust /usr/share/doc/hosttrust /usr/bin/hosttrust 2>/dev/null || echo gone
        """;
    String output =
        LocalProcess.run(
            "docker",
            "run",
            "--rm",
            "--label=" + InstalledMachine.LABEL,
            "--network=none",
            "--volume=" + Packages.archive() + ":/archive:ro",
            "--volume=" + Packages.deb() + ":/deb:ro",
            "debian:" + release.codename() + "-slim",
            "sh",
            "-ec",
            script);

    assertThat(output)
        .contains("Java 25", "--a\n", "--c\n")
        .endsWith("gone\n")
        .doesNotContain("/srv", "/home", "/tmp");
  }
}
