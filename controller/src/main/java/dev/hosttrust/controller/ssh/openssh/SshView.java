// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.openssh;

import dev.hosttrust.controller.ssh.SshCommandLine;
import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.hostkey.HostKeyMode;
import dev.hosttrust.controller.ssh.hostkey.HostKeyPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A host as ssh itself sees it: what {@code ssh -G} prints. */
final class SshView {
  private static final String NONE = "none";

  private final Map<String, String> options = new HashMap<>();

  private SshView(String output) {
    for (String line : output.lines().toList()) {
      String[] words = line.split(" ", 2);
      options.putIfAbsent(words[0], words.length > 1 ? words[1] : "");
    }
  }

  /** The words that make ssh print it. */
  static List<String> question(SshCommandLine line) {
    List<String> words = new ArrayList<>(List.of("-G"));
    words.addAll(line.words());
    words.addAll(List.of("--", line.destination()));
    return words;
  }

  /** The target with the host, the user and the known_hosts files that ssh has for it. */
  static Target complete(Target target, String output) {
    SshView view = new SshView(output);
    return new Target(
        target.name(),
        view.options.getOrDefault("hostname", target.host()),
        Integer.parseInt(view.options.getOrDefault("port", "22")),
        view.options.getOrDefault("user", target.user()),
        target.keys(),
        target.password(),
        view.hostKeys(),
        target.jumps(),
        view.timing(target.timing()),
        target.algorithms(),
        target.ssh());
  }

  private HostKeyPolicy hostKeys() {
    return new HostKeyPolicy(
        mode(options.getOrDefault("stricthostkeychecking", "ask")),
        files("userknownhostsfile"),
        files("globalknownhostsfile"),
        Optional.ofNullable(options.get("hostkeyalias")).filter(alias -> !alias.isEmpty()),
        options.getOrDefault("hashknownhosts", "no").equals("yes"));
  }

  private static HostKeyMode mode(String value) {
    return switch (value) {
      case "accept-new" -> HostKeyMode.ACCEPT_NEW;
      case "no", "false", "off" -> HostKeyMode.OFF;
      default -> HostKeyMode.STRICT;
    };
  }

  private List<Path> files(String name) {
    return Stream.of(options.getOrDefault(name, NONE).split(" "))
        .filter(file -> !file.isEmpty() && !file.equals(NONE))
        .map(Path::of)
        .toList();
  }

  private Target.Timing timing(Target.Timing read) {
    String seconds = options.getOrDefault("connecttimeout", NONE);
    return seconds.matches("[1-9]\\d{0,5}")
        ? new Target.Timing(
            Duration.ofSeconds(Integer.parseInt(seconds)), read.keepAlive(), read.missed())
        : read;
  }
}
