// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import static java.util.Objects.requireNonNull;

import dev.hosttrust.controller.ssh.algorithms.AlgorithmKind;
import dev.hosttrust.controller.ssh.hostkey.HostKeyMode;
import dev.hosttrust.testhosts.LocalProcess;
import dev.hosttrust.testhosts.TestHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What {@code ssh -G} prints: the options that it would use.
 *
 * @param options the ones that we know, with their values
 * @param algorithms the names of each kind, best first
 */
record SshGives(
    int status,
    String errors,
    Map<String, List<String>> options,
    Map<AlgorithmKind, List<String>> algorithms) {
  /** The file separator of ASCII, which stands in no output of ssh. */
  private static final String SEPARATOR = "\034";

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

  private static final Map<String, AlgorithmKind> LISTS =
      Map.of(
          "kexalgorithms", AlgorithmKind.KEY_EXCHANGE,
          "ciphers", AlgorithmKind.CIPHER,
          "macs", AlgorithmKind.MAC,
          "hostkeyalgorithms", AlgorithmKind.HOST_KEY,
          "pubkeyacceptedalgorithms", AlgorithmKind.USER_KEY,
          "casignaturealgorithms", AlgorithmKind.CA_SIGNATURE);

  /** What {@code ssh} gave for each of many lines of arguments. */
  record Answers(Map<List<String>, SshGives> byArguments) {
    SshGives to(List<String> arguments) {
      return requireNonNull(byArguments.get(arguments));
    }
  }

  /** Asks a host's client about all lines in one command, with our directory at the same path. */
  static Answers ask(
      TestHost host, Path directory, List<List<String>> lines, Map<String, String> environment)
      throws IOException {
    copy(directory, host);
    // A port may have a name, and a small host no list of them.
    StringBuilder script =
        new StringBuilder("grep -qs ssh /etc/services || echo ssh 22/tcp >>/etc/services\n");
    environment.forEach((name, value) -> script.append("export " + name + "='" + value + "'\n"));
    for (List<String> line : lines) {
      String words =
          line.stream()
              .map(word -> "'" + word.replace("'", "'\\''") + "'")
              .collect(Collectors.joining(" "));
      script.append("ssh " + words + " >/tmp/gives.out 2>/tmp/gives.err </dev/null\n");
      script.append("printf '%s\\034' \"$?\"; cat /tmp/gives.out; printf '\\034'\n");
      script.append("cat /tmp/gives.err; printf '\\034'\n");
    }
    host.writeFile("/tmp/gives.sh", script.toString());
    Iterator<String> fields = List.of(host.run("sh /tmp/gives.sh").split(SEPARATOR)).iterator();
    Map<List<String>, SshGives> answers = new HashMap<>();
    for (List<String> line : lines) {
      int status = Integer.parseInt(fields.next());
      String out = fields.next();
      answers.put(line, new SshGives(status, fields.next(), options(out), lists(out)));
    }
    return new Answers(answers);
  }

  /** All files in one archive: the engine takes its time for each. */
  private static void copy(Path directory, TestHost host) {
    String tar =
        LocalProcess.run("sh", "-c", "tar -c -f - \"$1\" | base64", "sh", directory.toString());
    host.writeFile("/tmp/gives.tar", tar);
    host.run("base64 -d </tmp/gives.tar | tar -x -C /; chown -R root: " + directory);
  }

  private static Map<AlgorithmKind, List<String>> lists(String out) {
    Map<AlgorithmKind, List<String>> lists = new EnumMap<>(AlgorithmKind.class);
    for (String line : out.split("\n")) {
      String[] word = line.split(" ", 2);
      AlgorithmKind kind = LISTS.get(word[0]);
      if (kind != null) {
        lists.put(kind, List.of(word[1].split(",")));
      }
    }
    return lists;
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
