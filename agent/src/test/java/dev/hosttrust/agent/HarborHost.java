// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import static dev.hosttrust.agent.TestSpecs.anchor;
import static dev.hosttrust.agent.TestSpecs.ca;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.plan.Step.RunTool;
import dev.hosttrust.agent.shell.Shell;
import dev.hosttrust.agent.store.Wanted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A host in a directory that is to trust one CA, under the name harbor, for one registry. */
abstract class HarborHost {
  static final String CERTIFICATE = "/usr/share/ca-certificates/local/harbor.crt";
  static final String CONF = "/etc/ca-certificates.conf";
  static final String BUNDLE = "/etc/ssl/certs/ca-certificates.crt";
  static final String REGISTRY = "/etc/docker/certs.d/harbor.example.com:8443";
  static final String REGISTRY_CA = REGISTRY + "/ca.crt";

  final CaCertificate certificate = ca("Harbor CA");

  @TempDir Path directory;
  ScratchHost host;

  @BeforeEach
  void start() throws IOException {
    host = new ScratchHost(directory.resolve("host"), "dash");
  }

  static Wanted wanted(ScratchHost host, CaCertificate certificate) {
    return TestSpecs.wanted(host.root(), anchor("harbor", certificate, "harbor.example.com:8443"));
  }

  Outcome rollout(CaCertificate certificate) {
    return rollout(host, certificate);
  }

  Outcome rollout(Shell shell, CaCertificate certificate) {
    return Convergence.rollout(wanted(host, certificate), plan -> Optional.empty()).run(shell);
  }

  static String hashLink(CaCertificate certificate) {
    return "/etc/ssl/certs/" + certificate.subjectHash() + ".0";
  }

  static void assertUpdated(Outcome outcome, boolean fresh) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Changed.class,
            changed ->
                assertThat(changed.plan().steps().getLast())
                    .isInstanceOfSatisfying(
                        RunTool.class,
                        run -> assertThat(run.options().contains("--fresh")).isEqualTo(fresh)));
  }

  static void assertFailed(Outcome outcome, String... reasons) {
    assertThat(outcome).isEqualTo(new Failed(List.of(reasons)));
  }

  /** The host failed for one reason, which is then looked at. */
  static AbstractStringAssert<?> assertReason(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Failed.class);
    return assertThat(((Failed) outcome).reasons()).singleElement(InstanceOfAssertFactories.STRING);
  }

  static boolean isApply(byte[] stdin) {
    return new String(stdin, StandardCharsets.UTF_8).contains("{ hosttrust_apply </dev/null; }");
  }

  /** The host with a command put behind one of the steps of a change. */
  Shell afterStep(int step, String command) {
    return afterStep(host, step, command);
  }

  /** The same of a host with other programs. */
  static Shell afterStep(Shell shell, int step, String command) {
    return edited(
        shell,
        program -> {
          int start = program.indexOf("\nstep_" + step + "() {\n");
          int end = program.indexOf("\n}\n", start);
          return start < 0
              ? program
              : program.substring(0, end) + "\n" + command + program.substring(end);
        });
  }

  /** The host with the program for a change edited. */
  Shell edited(UnaryOperator<String> edit) {
    return edited(host, edit);
  }

  private static Shell edited(Shell shell, UnaryOperator<String> edit) {
    return (command, stdin) -> {
      String program = new String(stdin, StandardCharsets.UTF_8);
      return shell.exec(
          command, isApply(stdin) ? edit.apply(program).getBytes(StandardCharsets.UTF_8) : stdin);
    };
  }

  /** The host with other programs before its own. */
  Shell withTools(Path tools) {
    return withPath(tools + ":/usr/local/sbin");
  }

  /** The host with another search path in place of {@code /usr/local/sbin}. */
  Shell withPath(String path) {
    return (command, stdin) ->
        host.exec(
            command,
            new String(stdin, StandardCharsets.UTF_8)
                .replace("PATH=/usr/local/sbin", "PATH=" + path)
                .getBytes(StandardCharsets.UTF_8));
  }

  /** A hook of the tool, a program for sh. */
  Path hook(String text) throws IOException {
    return executable(host.path("/etc/ca-certificates/update.d/hook"), text);
  }

  /** A directory outside the host with one program for sh. */
  Path tool(String name, String text) throws IOException {
    Path tools = Files.createDirectories(directory.resolve("tools"));
    executable(tools.resolve(name), text);
    return tools;
  }

  private static Path executable(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
