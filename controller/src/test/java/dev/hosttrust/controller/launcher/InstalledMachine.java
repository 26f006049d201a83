// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.launcher;

import dev.hosttrust.testhosts.FileEntry;
import dev.hosttrust.testhosts.KeyType;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestKeys;
import dev.hosttrust.testhosts.TestUser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A machine without a network on which a package of Debian is installed, used and removed. It is
 * its own fleet: its users' inventory leads to its own SSH server, where they log in as {@code
 * ops}.
 */
final class InstalledMachine implements AutoCloseable {
  /** A rollout to the machine, which changes it the first time. */
  static final String ROLLOUT =
      "hosttrust rollout -i hosts.ini -F none -b --private-key key --ca ca.crt --name packaged";

  /** By it, run-tests finds what an interrupted run left. */
  static final String LABEL =
      "dev.hosttrust.test-run="
          + Objects.requireNonNullElse(System.getenv("HOSTTRUST_TEST_RUN"), "none");

  /** All of the file system that a package, or what it runs, could leave something in. */
  private static final List<String> WATCHED =
      List.of("/etc", "/home", "/opt", "/root", "/srv", "/tmp", "/usr", "/var");

  private static final TestCa CA = TestCa.named("Packaged");

  private final TestHost host;
  private final Set<FileEntry> before;

  private InstalledMachine(TestHost host) {
    this.host = host;
    giveFiles(TestUser.OPS);
    giveFiles(TestUser.ADMIN);
    host.writeFile("/run/complete", resource("complete.zsh"));
    before = watched();
  }

  static InstalledMachine start(TestHosts kind) {
    return new InstalledMachine(kind.withoutNetwork().start());
  }

  private void giveFiles(TestUser user) {
    String home = "/home/" + user.login();
    host.writeFile(home + "/ca.crt", CA.pem());
    host.writeFile(home + "/key", TestKeys.shared().plain(KeyType.ED25519).read(), 0600);
    host.writeFile(home + "/hosts.ini", "node1 ansible_host=127.0.0.1 ansible_user=ops\n");
    host.writeFile(
        home + "/.ssh/known_hosts",
        host.hostKeys().stream()
            .map(key -> key.knownHostsLine("127.0.0.1") + "\n")
            .collect(Collectors.joining()));
    host.run("chown -R %s: %s".formatted(user.login(), home));
  }

  private static String resource(String name) {
    try (InputStream in = InstalledMachine.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void install(Path deb) {
    host.copyFile(deb, "/run/hosttrust.deb");
    host.run("dpkg -i /run/hosttrust.deb && rm /run/hosttrust.deb");
  }

  void remove() {
    host.run("dpkg -r hosttrust");
  }

  /** Runs a command as a user, in the home; both outputs as one. */
  String as(TestUser user, String command) {
    return together(List.of(user), command).getFirst();
  }

  /** The same as several users at the same time; what each of them saw. */
  List<String> together(List<TestUser> users, String command) {
    String script =
        users.stream()
            .map(
                user ->
                    "su %1$s -c 'cd && %2$s' >/run/%1$s.out 2>&1 & all=\"$all $!\"\n"
                        .formatted(user.login(), command))
            .collect(Collectors.joining("", "", "for one in $all; do wait $one || exit; done"));
    var output = host.exec(script);
    List<String> said =
        users.stream().map(user -> host.readFile("/run/%s.out".formatted(user.login()))).toList();
    if (output.exit() != 0) {
      throw new IllegalStateException(command + " exited " + output.exit() + ": " + said);
    }
    return said;
  }

  /** What Tab makes of some lines in bash and in zsh, a line each. */
  String completed() {
    return as(TestUser.OPS, "zsh -f /run/complete");
  }

  /** The files of the installed program. */
  List<String> installation() {
    return host.fileTree(List.of("/usr/lib/hosttrust")).stream().map(FileEntry::toString).toList();
  }

  /**
   * The paths that are not as they were before a package came; those of the rollout are left out.
   */
  List<String> changedPaths() {
    Set<FileEntry> now = watched();
    Set<FileEntry> both = new HashSet<>(now);
    both.retainAll(before);
    return Stream.concat(before.stream(), now.stream())
        .filter(entry -> !both.contains(entry))
        .map(FileEntry::path)
        .distinct()
        .sorted()
        .toList();
  }

  private Set<FileEntry> watched() {
    return host.fileTree(WATCHED).stream()
        .filter(entry -> !isOfOthers(entry.path()))
        .collect(Collectors.toSet());
  }

  /** What the rollout changes on the host, and what dpkg itself writes down. */
  private static boolean isOfOthers(String path) {
    return Stream.concat(
            FileEntry.TRUST_PATHS.stream(), Stream.of("/var/lib/dpkg", "/var/log", "/var/cache"))
        .anyMatch(other -> path.equals(other) || path.startsWith(other + "/"));
  }

  @Override
  public void close() {
    host.close();
  }
}
