// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.facts.DaemonFact;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Daemon;
import dev.hosttrust.agent.shell.ExecResult;
import dev.hosttrust.agent.trust.TreeRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a probe tells of real processes, by the real shells and tools. */
class DaemonProbeTest {
  /** Unlike anything that runs on a machine, and no longer than what {@code comm} holds. */
  private static final String PROGRAM = "hosttrust-sleep";

  @TempDir private Path directory;
  private Process daemon;
  private Path file;

  @BeforeEach
  void start() throws IOException {
    Path program = Files.copy(Path.of("/bin/sleep"), directory.resolve(PROGRAM));
    daemon = new ProcessBuilder(program.toString(), "3600").start();
    file = Files.writeString(directory.resolve("bundle.crt"), "x");
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
  }

  @AfterEach
  void stop() throws InterruptedException {
    daemon.destroyForcibly().waitFor();
  }

  private Daemon question(String... services) {
    return new Daemon(
        List.of(services), List.of("other", PROGRAM), List.of(file.toString(), file + ".gone"));
  }

  /** Where root's processes are asked for, those of the one who runs the test. */
  private Optional<DaemonFact> probe(String shell, Daemon daemon) throws Exception {
    List<Question<?>> questions = List.of(daemon);
    String program =
        new String(AgentProgram.probe(new TreeRoot(""), questions, "abc"), StandardCharsets.UTF_8)
            .replace("Uid:0", "Uid:" + Files.getAttribute(directory, "unix:uid"))
            .replace("PATH=/usr/local/sbin", "PATH=" + directory + ":/usr/local/sbin")
            .replace("/run/systemd/system", directory + "/systemd")
            .replace("/sys/fs/cgroup", directory + "/cgroup");
    Process process =
        new ProcessBuilder((shell + " -s").split(" "))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    process.getOutputStream().write(program.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    byte[] out = process.getInputStream().readAllBytes();
    return AnswerReader.facts(new ExecResult(process.waitFor(), out, new byte[0]), questions, "abc")
        .of(daemon);
  }

  /** Times are whole seconds, and the start may be told two of them too early, never too late. */
  private void assertTold(Optional<DaemonFact> fact, String service) throws IOException {
    assertThat(fact).isPresent();
    assertThat(fact.get().service()).isEqualTo(service);
    Instant started = daemon.info().startInstant().orElseThrow();
    assertThat(fact.get().started()).isBetween(started.minusSeconds(2), started.plusMillis(20));
    FileTime changed = (FileTime) Files.getAttribute(file, "unix:ctime");
    assertThat(fact.get().changed())
        .containsOnlyKeys(file.toString())
        .containsValue(changed.toInstant().truncatedTo(ChronoUnit.SECONDS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash --posix", "bash", "busybox sh"})
  void findsADaemonByItsProcessWhereThereIsNoSystemd(String shell) throws Exception {
    assertTold(probe(shell, question("docker", "snap.docker")), "docker");
    assertThat(probe(shell, new Daemon(List.of("docker"), List.of("hosttrust"), List.of("/etc/x"))))
        .isEmpty();
  }

  /** A process by that name outside the service is none of it. */
  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash --posix", "bash", "busybox sh"})
  void findsADaemonInTheControlGroupOfItsService(String shell) throws Exception {
    Files.createDirectory(directory.resolve("systemd"));
    assertThat(probe(shell, question("docker"))).isEmpty();
    Path group = directory.resolve("cgroup/system.slice/snap.docker.service/cgroup.procs");
    Files.createDirectories(group.getParent());
    Files.writeString(group, ProcessHandle.current().pid() + "\n" + daemon.pid() + "\n");

    assertTold(probe(shell, question("docker", "snap.docker")), "snap.docker");
    assertThat(probe(shell, question("docker"))).isEmpty();
  }
}
