// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.controller.launcher.FakeCheckout.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher of a checkout, in each shell that sh may be. */
@ParameterizedClass
@ValueSource(strings = {"/bin/dash", "/bin/bash", "/bin/busybox sh"})
class LauncherTest {
  private final String shell;
  @TempDir private Path directory;
  private FakeCheckout checkout;

  LauncherTest(String shell) {
    this.shell = shell;
  }

  @BeforeEach
  void checkOut() throws Exception {
    checkout = FakeCheckout.in(directory, shell);
  }

  @Test
  void buildsAndTrainsOnFirstUseOnly() throws Exception {
    Run first = checkout.run("diff");
    Run second = checkout.run("diff");

    assertThat(first.output())
        .isEqualTo(
            """
            hosttrust: building (the first time takes a few minutes)
            hosttrust: preparing for fast starts (once)
            [diff]
            """);
    assertThat(second.output()).isEqualTo("[diff]\n");
    assertThat(checkout.builds()).isEqualTo(1);
    assertThat(checkout.jvmCalls()).hasSize(4);
    assertThat(checkout.jvmCalls().get(0)).contains("-XX:DumpLoadedClassList=").endsWith("warm-up");
    assertThat(checkout.jvmCalls().get(1)).contains("-Xshare:dump").endsWith(".new");
    assertThat(checkout.jvmCalls().get(3)).contains("-XX:SharedArchiveFile=").endsWith("diff");
  }

  @Test
  void trainsWithTheOptionsThatItRunsWith() throws Exception {
    checkout.run();

    List<String> options =
        checkout.jvmCalls().stream()
            .map(call -> call.substring(call.indexOf(" -X"), call.indexOf("/lib/a.jar")))
            .toList();
    assertThat(options).hasSize(3);
    assertThat(options).containsOnly(options.get(0)).allMatch(o -> o.contains("-XX:+UseSerialGC"));
  }

  @Test
  void passesArgumentsAndExitStatusOn() throws Exception {
    checkout.run();

    assertThat(checkout.run("-e", "a b=$c", "", "*"))
        .isEqualTo(new Run(42, "[-e]\n[a b=$c]\n[]\n[*]\n"));
  }

  @Test
  void runsThroughALinkFromAnyDirectoryAndStaysThere() throws Exception {
    checkout.run();
    Path link = Files.createSymbolicLink(directory.resolve("ht"), checkout.launcher());
    Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));

    Process process = checkout.command(link.toString(), "x").directory(elsewhere.toFile()).start();

    assertThat(FakeCheckout.finish(process)).isEqualTo(new Run(42, "[x]\n"));
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void buildsAgainOnceASourceChanged() throws Exception {
    checkout.run();

    checkout.edit();

    assertThat(checkout.run().output()).startsWith("hosttrust: building");
    assertThat(checkout.builds()).isEqualTo(2);
  }

  @Test
  void buildsAgainOnceASourceWent() throws Exception {
    checkout.run();

    Files.delete(checkout.source());

    checkout.run();
    assertThat(checkout.builds()).isEqualTo(2);
  }

  @Test
  void doesNotFollowSourcesThatAreNotInACheckout() throws Exception {
    checkout.run();
    Files.delete(checkout.launcher().resolveSibling(".git"));

    checkout.edit();

    assertThat(checkout.run().output()).isEmpty();
    assertThat(checkout.builds()).isEqualTo(1);
  }

  @Test
  void keepsTheBuildThatAnotherRunMayStillUse() throws Exception {
    checkout.run();
    List<String> before = checkout.jvmCalls();
    String classPath = before.get(1).replaceAll(".*-cp (.*\\.jar) .*", "$1");

    checkout.edit();
    checkout.run();

    assertThat(classPath.split(":"))
        .hasSize(2)
        .allSatisfy(jar -> assertThat(Path.of(jar)).exists());
    assertThat(checkout.jvmCalls().getLast()).doesNotContain(classPath);
  }

  @Test
  void buildsOnceForFirstRunsAtTheSameTime() throws Exception {
    String launcher = checkout.launcher().toString();
    Process one = checkout.command(launcher, "one").start();
    Process two = checkout.command(launcher, "two").start();

    assertThat(FakeCheckout.finish(one).output()).endsWith("[one]\n");
    assertThat(FakeCheckout.finish(two).output()).endsWith("[two]\n");
    assertThat(checkout.builds()).isEqualTo(1);
    assertThat(checkout.jvmCalls()).filteredOn(call -> call.endsWith("warm-up")).hasSize(1);
  }

  @Test
  void saysThatItWaitsForAnotherBuild() throws Exception {
    Process holder = checkout.lock();
    holder.outputWriter().append("held\n").flush();
    holder.inputReader().readLine();
    Process waiting = checkout.command(checkout.launcher().toString(), "x").start();

    assertThat(waiting.inputReader().readLine()).isEqualTo("hosttrust: waiting for another build");

    holder.outputWriter().close();
    assertThat(FakeCheckout.finish(waiting).output()).endsWith("[x]\n");
  }

  @Test
  void saysWhoCanBuildWhatOneMayNotWriteTo() throws Exception {
    checkout.makeUnwritable();

    Run run = checkout.run();

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.output())
        .matches(
            "hosttrust: is not built yet, and you may not write to .*/controller/target/launch: let "
                + System.getProperty("user.name")
                + ", the owner, run it once\n");
  }

  @Test
  void runsAnOldBuildWithAWarningForAUserWhoCannotBuild() throws Exception {
    checkout.run();
    checkout.edit();

    Run run = checkout.runByAnotherUser("x");

    assertThat(run.exit()).isEqualTo(42);
    assertThat(run.output())
        .matches(
            "hosttrust: warning: this build is older than the sources; let .*, the owner, run it"
                + " once\n\\[x\\]\n");
    assertThat(checkout.builds()).isEqualTo(1);
  }

  @Test
  void completionNeverBuilds() throws Exception {
    Map<String, String> completing = Map.of("HOSTTRUST_COMPLETING", "1");

    assertThat(checkout.run(completing, "x")).isEqualTo(new Run(1, ""));
    checkout.run();
    checkout.edit();

    assertThat(checkout.run(completing, "x")).isEqualTo(new Run(42, "[x]\n"));
    assertThat(checkout.builds()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "", "xx_YY.UTF-8", "de_DE.ISO-8859-1"})
  void filesMayHaveAnyNameInAnyLocale(String locale) throws Exception {
    checkout.run();
    checkout.jvmRuns(
        """
        while [ "$1" != dev.hosttrust.controller.cli.Main ]; do shift; done
        exec '%s/bin/java' -XX:TieredStopAtLevel=1 -cp '%s' "$@"
        """
            .formatted(System.getProperty("java.home"), System.getProperty("java.class.path")));
    Path script =
        Files.writeString(
            directory.resolve("script"),
            """
            cd "${0%/*}"
            mkdir ü
            echo nödel >'ü/inv ü.ini'
            : >nöpe.crt
            "$1" rollout -i 'ü/inv ü.ini' --ca nöpe.crt --name x
            "$1" inventory -i 'ü/inv ü.ini' --graph
            """);
    ProcessBuilder shell =
        checkout.command("sh", script.toString(), checkout.launcher().toString());
    shell.environment().put("LC_ALL", locale);

    assertThat(FakeCheckout.finish(shell.start()).output())
        .contains("nöpe.crt: is empty", "--nödel")
        .doesNotContain("internal error");
  }

  @Test
  void runsWithoutACacheWhereTrainingFails() throws Exception {
    checkout.makeUntrainable();

    assertThat(checkout.run("x").output()).endsWith("[x]\n");
    assertThat(checkout.run("x")).isEqualTo(new Run(42, "[x]\n"));
    assertThat(checkout.jvmCalls()).filteredOn(call -> call.endsWith("warm-up")).hasSize(1);
  }

  @Test
  void saysThatAColonKeepsItFromRunningBeforeItBuilds() throws Exception {
    FakeCheckout colon = FakeCheckout.in(directory.resolve("co:lon"), shell);

    Run run = colon.run(Map.of("PATH", "/usr/bin:/bin"), "diff");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.output())
        .isEqualTo(
            "hosttrust: Java cannot run from a directory with a colon in its path, such as %s: please move it\n"
                .formatted(colon.launcher().getParent()));
  }

  @Test
  void saysThatMavenIsMissing() throws Exception {
    checkout.removeMaven();

    assertThat(checkout.run())
        .isEqualTo(
            new Run(
                1,
                "hosttrust: Maven is needed to build: please install it"
                    + " (Debian: apt-get install maven)\n"));
  }

  @Test
  void showsTheErrorsOfABuildThatFailsAndTriesAgain() throws Exception {
    checkout.mavenDoes("echo '[INFO] fine'; echo '[ERROR] A.java:[3,1] what is this'; exit 1");

    Run failed = checkout.run();

    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.output())
        .contains("[ERROR] A.java:[3,1] what is this\nhosttrust: the build failed")
        .doesNotContain("[INFO]");
    assertThat(checkout.run().output()).startsWith("hosttrust: building");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Could not transfer artifact a:b:pom:1 from/to central: Unknown host repo.example.com: Name",
        "Unknown host repo.example.com: Temporary failure in name resolution",
        "Cannot access central (https://repo.example.com) in offline mode and the artifact is not",
        "Could not resolve dependencies for project a:b:jar:1"
      })
  void saysWhatABuildWithoutANetworkNeeds(String reason) throws Exception {
    checkout.mavenDoes("for i in 1 2 3; do echo '[ERROR] x: %s'; done; exit 1".formatted(reason));

    Run run = checkout.run();

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.output())
        .contains("Build where Maven Central can be reached and copy the whole directory here")
        .doesNotContain("[ERROR]")
        .hasLineCount(2);
  }
}
