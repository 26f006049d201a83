// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.shell.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the tool and its hooks are run, and what is made of what they say. */
class ToolRunTest extends HarborHost {
  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void runsHooksWithSignalsAndFilesAsFromAnyShell(String shell) throws IOException {
    host = new ScratchHost(directory.resolve("other"), shell.split(" "));
    Path seen = directory.resolve("seen");
    hook("grep SigIgn /proc/self/status >%s; ls /proc/$$/fd >>%s\n".formatted(seen, seen));

    assertThat(rollout(certificate)).isInstanceOf(Changed.class);

    // Under nohup, even a shell that ignores nothing ignores SIGHUP.
    Process grep = new ProcessBuilder("grep", "SigIgn", "/proc/self/status").start();
    List<String> lines = Files.readAllLines(seen);
    assertThat(lines.getFirst()).isEqualTo(grep.inputReader().readLine());
    assertThat(lines.subList(1, lines.size())).doesNotContain("8", "9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void finishesAChangeWhateverSignalTheAgentGets(String shell) throws IOException {
    host = new ScratchHost(directory.resolve("other"), shell.split(" "));
    Path lock = host.path("/.hosttrust.lock");
    hook(
        "read -r n pid <%s; for s in HUP INT TERM PIPE; do kill -s $s $pid; done\n"
            .formatted(lock));

    assertThat(rollout(certificate)).isInstanceOf(Changed.class);
  }

  /** The daemon keeps the output of the tool open. */
  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void doesNotWaitForADaemonThatAHookStarts(String shell) throws IOException {
    host = new ScratchHost(directory.resolve("other"), shell.split(" "));
    Path pid = directory.resolve("pid");
    hook("sleep 3600 & echo $! >%s\n".formatted(pid));

    Outcome outcome = rollout(certificate);

    ProcessHandle daemon =
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
    assertThat(daemon.destroy()).isTrue();
    assertThat(outcome)
        .isInstanceOfSatisfying(Changed.class, changed -> assertThat(changed.warnings()).isEmpty());
  }

  @Test
  void saysHowTheToolEndedAndItsLastWords() throws IOException {
    SortedMap<String, String> before = host.tree();

    assertFailed(
        rollout(toolThat("echo early; echo 'late failure' >&2; echo; exit 3"), certificate),
        "update-ca-certificates failed: late failure (it ended with status 3); the host is as it was");
    assertFailed(
        rollout(toolThat("echo done.; kill -9 $$"), certificate),
        "update-ca-certificates failed: done. (it was killed by signal 9); the host is as it was");

    assertThat(host.tree()).isEqualTo(before);
  }

  /** The agent may have 200 MB. */
  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void keepsOnlyTheEndOfALongOutput(String shell) throws IOException {
    String limited = "ulimit -v 200000; exec " + shell + " \"$@\"";
    host = new ScratchHost(directory.resolve("other"), "sh", "-c", limited, "sh");
    String real = "exec /usr/sbin/update-ca-certificates \"$@\"";

    Outcome outcome =
        rollout(toolThat("yes | head -c 300000000; echo 'W: the last word'; " + real), certificate);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Changed.class,
            changed -> assertThat(changed.warnings()).containsExactly("W: the last word"));
  }

  private Shell toolThat(String text) throws IOException {
    return withTools(tool("update-ca-certificates", text + "\n"));
  }
}
