// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.controller.demo.DemoFleet;
import dev.hosttrust.testhosts.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --report}, from the command line to hosts and back. */
class ReportOptionTest {
  @TempDir private Path directory;

  @Test
  void aDryRunAndARolloutWriteWhatTheyShow() throws IOException, GeneralSecurityException {
    try (DemoFleet fleet = DemoFleet.start()) {
      CommandLineRun dryRun =
          demo(
              fleet,
              "diff",
              "--detailed-exitcode",
              "--report",
              "~/dry.html",
              "--report",
              "dry.xml");

      assertThat(dryRun.err()).isEmpty();
      assertThat(dryRun.exitCode()).isEqualTo(3);
      assertThat(file(fleet, "dry.html"))
          .contains("3 hosts: 3 would change", "run update-ca-certificates --fresh");
      assertThat(file(fleet, "dry.xml")).contains("tests=\"3\" failures=\"3\"");

      CommandLineRun rollout =
          demo(fleet, "rollout", "--report", "done.json", "--report", "done.PROM");

      assertThat(rollout.exitCode()).isZero();
      assertThat(file(fleet, "done.json"))
          .contains("\"changed\":3", "+++ /etc/docker/certs.d/harbor.example.com/ca.crt");
      assertThat(file(fleet, "done.PROM"))
          .contains(
              "hosttrust_host_trusted{host=\"node2\",store=\"system\"} 1\n",
              "hosttrust_host_pending_steps{host=\"node2\",store=\"docker\"} 0\n");
    }
  }

  /** The demo's command line, whose home is its directory. */
  private static CommandLineRun demo(DemoFleet fleet, String command, String... more) {
    List<String> args = new ArrayList<>(List.of(DemoCommand.arguments(command)));
    args.addAll(List.of(more));
    return CommandLineRun.in(fleet.directory())
        .with("HOME", fleet.directory().toString())
        .run(args.toArray(String[]::new));
  }

  private static String file(DemoFleet fleet, String name) throws IOException {
    return Files.readString(fleet.directory().resolve(name));
  }

  @Test
  void whatCannotBeWrittenIsToldBeforeAHostIsTouched() throws IOException {
    Files.createDirectory(directory.resolve("d.html"));
    TestCa.named("CA").writeTo(directory.resolve("ca.crt"));

    CommandLineRun run =
        rollout("report.txt", "no/such/x.json", "d.html", "z".repeat(300) + ".xml");

    assertThat(run.err().replace(directory.toString(), "DIR").lines())
        .containsExactly(
            "hosttrust: --report report.txt: the ending of the name says which kind of report it"
                + " is; end it in one of .json, .xml, .prom, .html",
            "hosttrust: --report no/such/x.json: there is no directory DIR/no/such; make it, or"
                + " name another one",
            "hosttrust: --report d.html: is a directory; name a file",
            "hosttrust: --report "
                + "z".repeat(300)
                + ".xml: File name too long; name another one");
    assertThat(run.exitCode()).isEqualTo(5);
  }

  @Test
  void aFileThatHasAnotherUseIsNotOverwritten() throws IOException {
    TestCa.named("CA").writeTo(directory.resolve("ca.crt"));
    Files.writeString(directory.resolve("spec.json"), "anchors: []\n");
    Files.createSymbolicLink(directory.resolve("link.json"), Path.of("spec.json"));

    CommandLineRun run =
        CommandLineRun.in(directory)
            .run(
                "diff",
                "-i",
                "./r.xml",
                "--spec",
                "spec.json",
                "--out",
                "p.json",
                "--report",
                "r.xml",
                "--report",
                "link.json",
                "--log-file",
                "p.json",
                "-e",
                "@v.json",
                "--report",
                "x/../v.json");

    assertThat(run.err().lines())
        .containsExactlyInAnyOrder(
            "hosttrust: --report r.xml: would overwrite what --inventory reads; name another file",
            "hosttrust: --report link.json: would overwrite what --spec reads; name another file",
            "hosttrust: --log-file p.json: --out writes the same file; name another file",
            "hosttrust: --report x/../v.json: would overwrite what --extra-vars reads; name another"
                + " file");
    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(directory.resolve("spec.json")).hasContent("anchors: []\n");
  }

  @Test
  void aDirectoryThatMayNotBeWrittenToIsTold() throws IOException {
    Path closed = Files.createDirectory(directory.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    TestCa.named("CA").writeTo(directory.resolve("ca.crt"));

    CommandLineRun run = rollout("closed/x.html");

    if (Files.isWritable(closed)) { // root may write anywhere
      assertThat(closed.resolve("x.html")).isNotEmptyFile();
    } else {
      assertThat(run.err())
          .startsWith("hosttrust: --report closed/x.html: you may not write to the directory ");
    }
  }

  /** A host that has no address: nothing is connected to. */
  private CommandLineRun rollout(String... reports) {
    List<String> args =
        new ArrayList<>(
            List.of("rollout", "-i", "node1,", "-F", "none", "--ca", "ca.crt", "--name", "a"));
    Stream.of(reports).forEach(report -> args.addAll(List.of("--report", report)));
    return CommandLineRun.in(directory).run(args.toArray(String[]::new));
  }

  @Test
  void aFileThatCouldNotBeWrittenIsAnErrorOfTheRun() throws IOException, GeneralSecurityException {
    try (DemoFleet fleet = DemoFleet.start()) {
      Files.createDirectory(fleet.directory().resolve("reports"));
      // An inventory that takes the directory away when it is asked for its hosts.
      Path thief = fleet.directory().resolve("thief");
      Files.writeString(
          thief, "#!/bin/sh\nrmdir reports\necho '{\"_meta\": {\"hostvars\": {}}}'\n");
      Files.setPosixFilePermissions(thief, PosixFilePermissions.fromString("rwx------"));

      CommandLineRun run = demo(fleet, "diff", "-i", "thief", "--report", "reports/dry.json");

      assertThat(run.err())
          .startsWith("hosttrust: the report " + fleet.directory() + "/reports/dry.json could not");
      assertThat(run.out()).contains("3 hosts: 0 ok, 3 would change");
      assertThat(run.exitCode()).isEqualTo(1);
    }
  }
}
