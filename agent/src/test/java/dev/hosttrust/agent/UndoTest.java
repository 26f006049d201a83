// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import static dev.hosttrust.agent.TestSpecs.ca;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.shell.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A change that fails is undone. */
class UndoTest extends HarborHost {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void putsEverythingBackWhereAStepFails(int step) throws IOException {
    SortedMap<String, String> before = host.tree();
    // The step does its work and then fails, so that its own undoing is shown as well.
    Outcome outcome = rollout(afterStep(step, "[ $phase != do ] || no_such_command"), certificate);

    assertReason(outcome).contains("no_such_command").endsWith("not found; the host is as it was");
    assertThat(host.tree()).isEqualTo(before);
    assertThat(rollout(certificate)).isInstanceOf(Changed.class);
  }

  @Test
  void putsAReplacedCertificateBackWhereTheToolFails() throws IOException {
    rollout(ca("Last year's CA"));
    Files.createDirectory(host.path(BUNDLE + ".new"));
    SortedMap<String, String> before = host.tree();

    Outcome outcome = rollout(certificate);

    assertReason(outcome)
        .startsWith("update-ca-certificates failed: ")
        .contains("ca-certificates.crt.new")
        .endsWith("; the host is as it was");
    assertThat(host.tree()).isEqualTo(before);
  }

  @Test
  void doesNotPutBackACopyThatIsNotWhole() throws IOException {
    SortedMap<String, String> before = host.tree();
    tool("ln", "[ \"$1\" = -s ] && exec /bin/ln \"$@\"; exit 1\n");
    Path tools =
        tool(
            "cp",
            """
            [ "$1" = -p ] || exec /bin/cp "$@"
            head -c 5 "$2" >"$3"
            echo 'cp: No space left on device' >&2
            exit 1
            """);

    assertReason(rollout(withTools(tools), certificate)).contains("could not write " + CONF);

    assertThat(host.tree()).isEqualTo(before);
  }

  @Test
  void putsACopyBackWhereThereAreNoHardLinks() throws IOException {
    SortedMap<String, String> before = host.tree();
    Path tools = tool("ln", "[ \"$1\" = -s ] && exec /bin/ln \"$@\"; exit 1\n");
    hook(": >%s\n".formatted(host.path(BUNDLE)));

    assertReason(rollout(withTools(tools), certificate)).endsWith("; the host is as it was");

    Files.delete(host.path("/etc/ca-certificates/update.d/hook"));
    assertThat(host.tree()).isEqualTo(before);
  }

  @Test
  void putsBackWhatAHookDidAlsoWhereItSweptUpAfterAnInterruptedRun() throws IOException {
    rollout(ca("Last year's CA"));
    String keystore = "/etc/ssl/certs/java/cacerts";
    host.write(keystore, "a keystore");
    SortedMap<String, String> before = host.tree();
    host.write("/etc/ssl/.hosttrust-0.certs/x.pem", "left over");
    host.write("/usr/share/ca-certificates/local/.hosttrust-0.1.old", "left over");
    Path hook = hook(": >%s\n: >%s\n".formatted(host.path(keystore), host.path(BUNDLE)));

    Outcome outcome = rollout(certificate);

    assertFailed(
        outcome,
        "could not update the system store: update-ca-certificates ran, but the bundle lacks"
            + " harbor; the host is as it was");
    Files.delete(hook);
    SortedMap<String, String> after = host.tree();
    assertThat(after.keySet().removeIf(path -> path.endsWith(".unfinished.certs"))).isTrue();
    assertThat(after).isEqualTo(before);
    // Nobody has told the hooks yet.
    assertUpdated(rollout(certificate), true);
    assertThat(host.tree().keySet()).noneMatch(path -> path.contains(".hosttrust"));
  }

  @Test
  void putsTheRestBackWhereOneFileCannotBe() throws IOException {
    String keystore = "/etc/ssl/certs/java/cacerts";
    host.write(keystore, "a keystore");
    host.write("/etc/ssl/certs/a-file", "a");
    host.write("/etc/ssl/certs/z-file", "z");
    SortedMap<String, String> before = host.tree();
    String certs = host.path("/etc/ssl/certs").toString();
    Path hook =
        hook(
            "cd %s; rm java/cacerts; mkdir -p java/cacerts/x; : >a-file; : >z-file; : >ca-certificates.crt"
                .formatted(certs));

    Outcome outcome = rollout(certificate);

    Path kept = kept();
    assertFailed(
        outcome,
        "could not update the system store: update-ca-certificates ran, but the bundle lacks harbor",
        "and it could not be undone: rm: cannot remove '"
            + certs
            + "/./java/cacerts': Is a directory",
        "what was not put back is kept in "
            + kept
            + "; put it back by hand, then remove that directory");
    assertThat(kept.resolve("java/cacerts")).hasContent("a keystore");
    Files.delete(hook);
    Files.delete(host.path(keystore + "/x"));
    Files.delete(host.path(keystore));
    Files.move(kept.resolve("java/cacerts"), host.path(keystore));
    assertUpdated(rollout(certificate), false);
    assertThat(kept).exists();
    SortedMap<String, String> after = host.tree();
    before
        .keySet()
        .removeIf(
            path ->
                path.startsWith("etc/ssl/certs/ca-cert")
                    || path.equals("etc/ca-certificates.conf"));
    assertThat(after).containsAllEntriesOf(before);
  }

  private Path kept() throws IOException {
    return host.path(
        "/"
            + host.tree().keySet().stream()
                .filter(path -> path.matches("etc/ssl/hosttrust-kept-[0-9a-f]+\\.certs"))
                .findFirst()
                .orElseThrow());
  }

  @Test
  void leavesWhatTheToolDidNotTouch() throws IOException {
    String keystore = "/etc/ssl/certs/java/cacerts";
    host.write(keystore, "a keystore");
    Object inode = Files.getAttribute(host.path(keystore), "unix:ino");
    SortedMap<String, String> before = host.tree();
    hook(": >%s\n".formatted(host.path(BUNDLE)));

    assertThat(rollout(certificate)).isInstanceOf(Failed.class);

    Files.delete(host.path("/etc/ca-certificates/update.d/hook"));
    assertThat(host.tree()).isEqualTo(before);
    assertThat(Files.getAttribute(host.path(keystore), "unix:ino")).isEqualTo(inode);
  }

  /** As of an immutable file: it has no second name, and nothing takes its place. */
  private Path immutable(String file) throws IOException {
    tool("ln", "[ \"$1\" = -s ] && exec /bin/ln \"$@\"; exit 1\n");
    return tool(
        "mv",
        """
        for last; do :; done
        [ "$last" != '%1$s' ] || { echo "mv: cannot move to '%1$s': Operation not permitted" >&2; exit 1; }
        exec /bin/mv "$@"
        """
            .formatted(host.path(file)));
  }

  @Test
  void aStepThatChangedNothingNeedsNoUndoing() throws IOException {
    SortedMap<String, String> before = host.tree();

    Outcome outcome = rollout(withTools(immutable(CONF)), certificate);

    assertReason(outcome)
        .startsWith("could not write " + CONF)
        .contains("Operation not permitted")
        .endsWith("; the host is as it was");
    assertThat(host.tree()).isEqualTo(before);
  }

  /** The tool has not run, so that its snapshot has nothing that is not in its place. */
  @Test
  void aFileThatCannotBePutBackIsKeptAndNamed() throws IOException {
    String conf = host.read(CONF);
    SortedMap<String, String> before = host.tree();
    Path tools = immutable(CONF);
    String write = " base64 -d >\"$t\") && own \"$t\" \"$1\" \"$2\" \"$3\" && mv -f \"$t\" \"$p\"";
    Shell shell = withTools(tools);

    Outcome outcome =
        rollout(
            (command, stdin) -> {
              String program = new String(stdin, StandardCharsets.UTF_8);
              return shell.exec(
                  command,
                  program
                      .replace(write, write + " || { cat \"$t\" >\"$p\"; false; }")
                      .getBytes(StandardCharsets.UTF_8));
            },
            certificate);

    SortedMap<String, String> after = host.tree();
    String kept =
        after.keySet().stream()
            .filter(path -> path.matches("etc/ca-certificates.conf.hosttrust-kept-[0-9a-f]+"))
            .findFirst()
            .orElseThrow();
    assertThat(host.read("/" + kept)).isEqualTo(conf);
    assertThat(((Failed) outcome).reasons())
        .hasSize(2)
        .last(InstanceOfAssertFactories.STRING)
        .startsWith("and it could not be undone: mv: cannot move")
        .endsWith("the old file is kept as " + host.path("/" + kept) + ", put it back by hand");
    after.keySet().removeIf(path -> path.contains("ca-certificates.conf"));
    before.keySet().removeIf(path -> path.contains("ca-certificates.conf"));
    assertThat(after).isEqualTo(before);
    assertThat(rollout(certificate)).isInstanceOf(Changed.class);
    assertThat(host.read("/" + kept)).isEqualTo(conf);
  }
}
