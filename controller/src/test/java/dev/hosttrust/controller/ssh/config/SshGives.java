package dev.hosttrust.controller.ssh.config;

import dev.hosttrust.controller.ssh.HostKeyMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code ssh -G} prints: the options that it would use.
 *
 * @param options the ones that we know, with their values
 */
record SshGives(int status, String errors, Map<String, List<String>> options) {
  private static final List<String> KNOWN =
      List.of(
          "hostname",
          "port",
          "user",
          "identityfile",
          "identitiesonly",
          "identityagent",
          "proxyjump",
          "proxycommand",
          "userknownhostsfile",
          "globalknownhostsfile",
          "stricthostkeychecking",
          "hostkeyalias",
          "connecttimeout",
          "serveraliveinterval",
          "serveralivecountmax");

  static SshGives run(
      Path file, List<String> arguments, String host, Map<String, String> environment)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ssh", "-F", file.toString(), "-G"));
    command.addAll(arguments);
    command.add(host);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    Process ssh = builder.start();
    ssh.getOutputStream().close();
    String out = new String(ssh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(ssh.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new SshGives(ssh.waitFor(), err, options(out));
  }

  private static Map<String, List<String>> options(String out) {
    Map<String, List<String>> options = new TreeMap<>();
    for (String line : out.split("\n")) {
      String[] word = line.split(" ", 2);
      if (KNOWN.contains(word[0])) {
        options.computeIfAbsent(word[0], key -> new ArrayList<>()).add(word[1]);
      }
    }
    // Keys in hardware and DSA keys are not for us.
    options.computeIfPresent(
        "identityfile",
        (key, files) ->
            files.stream().filter(file -> !file.matches("~/.ssh/id_(.*_sk|xmss|dsa)")).toList());
    options.computeIfPresent(
        "stricthostkeychecking", (key, values) -> List.of(mode(values.getFirst()).name()));
    return options;
  }

  private static HostKeyMode mode(String value) {
    return switch (value) {
      case "true", "ask" -> HostKeyMode.STRICT;
      case "false" -> HostKeyMode.OFF;
      case "accept-new" -> HostKeyMode.ACCEPT_NEW;
      default -> throw new IllegalArgumentException(value);
    };
  }
}
