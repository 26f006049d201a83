// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * OpenSSH's own client, to show what a host does. It reads no configuration of the user's, uses no
 * agent, and refuses host keys that are not in its {@code known_hosts}.
 *
 * <p>Immutable; each method answers a changed copy.
 */
public final class SshClient {
  private final List<String> options;
  private final Map<String, String> environment;

  private SshClient(List<String> options, Map<String, String> environment) {
    this.options = List.copyOf(options);
    this.environment = Map.copyOf(environment);
  }

  /** A client that knows the keys of these hosts. */
  public static SshClient knowing(TestHost... hosts) {
    return knowing(List.of(hosts).stream().flatMap(host -> host.knownHosts().stream()).toList());
  }

  /** A client with these lines as its {@code known_hosts}. */
  public static SshClient knowing(List<String> knownHosts) {
    Path file = TempDirectories.create("ssh").resolve("known_hosts");
    write(file, String.join("\n", knownHosts) + "\n");
    return new SshClient(List.of("-F", "none"), Map.of())
        .option("UserKnownHostsFile=" + file)
        .option("GlobalKnownHostsFile=/dev/null")
        .option("StrictHostKeyChecking=yes")
        .option("IdentityAgent=none")
        .option("IdentityFile=none")
        // OpenSSH's own first choice costs both sides eight times the CPU.
        .option("KexAlgorithms=curve25519-sha256");
  }

  /** Sets an option of ssh_config(5), as {@code Name=value}. */
  public SshClient option(String option) {
    List<String> more = new ArrayList<>(options);
    more.addAll(List.of("-o", option));
    return new SshClient(more, environment);
  }

  /** Logs in with this key, with its passphrase where it has one, and with nothing else. */
  public SshClient key(SshKey key) {
    return answering(key.passphrase().orElse(""), key.passphrase().isPresent())
        .option("IdentitiesOnly=yes")
        .option("PreferredAuthentications=publickey")
        .with("-i", key.path().toString());
  }

  /** Logs in with this password by the method {@code password} or {@code keyboard-interactive}. */
  public SshClient password(String method, String password) {
    return answering(password, true)
        .option("PreferredAuthentications=" + method)
        .option("NumberOfPasswordPrompts=1");
  }

  /** Logs in with the keys of this agent. */
  public SshClient agent(TestAgent agent) {
    // The first value of an option wins, and there is one already.
    List<String> more = new ArrayList<>(options);
    more.replaceAll(
        option -> option.startsWith("IdentityAgent=") ? "IdentityAgent=" + agent.socket() : option);
    return new SshClient(more, environment).option("PreferredAuthentications=publickey");
  }

  /**
   * The value of {@code ProxyCommand} that reaches the next host through this one with this
   * client's options; what {@code ProxyJump} does, which cannot pass options on.
   */
  public String proxyCommand(TestHost jump, TestUser user) {
    List<String> line = commandLine(jump, user);
    // A ProxyCommand among the options is for the client on the next level to expand.
    line.replaceAll(word -> word.replace("%", "%%"));
    line.addAll(List.of("-W", "%h:%p"));
    return line.stream()
        .map(word -> "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }

  /** Runs a command line on the host; an exit of 255 is as a rule a failure of SSH itself. */
  public ExecOutput run(TestHost host, TestUser user, String command) {
    List<String> line = commandLine(host, user);
    line.add(command);
    return LocalProcess.exec(line, environment);
  }

  /**
   * Starts a command line on the host and leaves its streams to the caller, who ends it by closing
   * its standard input.
   */
  public Process start(TestHost host, TestUser user, String command) throws IOException {
    List<String> line = commandLine(host, user);
    line.add(command);
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().putAll(environment);
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private List<String> commandLine(TestHost host, TestUser user) {
    List<String> line = new ArrayList<>(List.of("ssh", "-p", Integer.toString(host.port())));
    line.addAll(options);
    line.add(user.login() + "@" + host.address());
    return line;
  }

  private SshClient with(String... arguments) {
    List<String> more = new ArrayList<>(options);
    more.addAll(List.of(arguments));
    return new SshClient(more, environment);
  }

  /** Without a terminal, ssh asks the program in {@code SSH_ASKPASS} (OpenSSH 8.4 and later). */
  private SshClient answering(String secret, boolean wanted) {
    if (!wanted) {
      return option("BatchMode=yes");
    }
    Path program = TempDirectories.create("askpass").resolve("answer");
    write(program, "#!/bin/sh\nprintf '%s\\n' \"$TEST_SECRET\"\n");
    try {
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> more = new HashMap<>(environment);
    more.put("SSH_ASKPASS", program.toString());
    more.put("SSH_ASKPASS_REQUIRE", "force");
    more.put("TEST_SECRET", secret);
    return new SshClient(options, more);
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
