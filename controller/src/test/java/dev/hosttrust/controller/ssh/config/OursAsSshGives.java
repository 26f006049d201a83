// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import dev.hosttrust.words.Findings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Our options of a host, in the words of {@code ssh -G}. */
final class OursAsSshGives {
  private final HostOptions options;
  private final EffectiveOptions effective;
  private final Map<String, List<String>> ours = new TreeMap<>();

  private OursAsSshGives(HostOptions options, LocalUser local) {
    this.options = options;
    this.effective = new EffectiveOptions(options, local, Path.of("/etc/ssh"), new Findings());
  }

  static Map<String, List<String>> of(HostOptions options, LocalUser local) {
    return new OursAsSshGives(options, local).show(local);
  }

  private Map<String, List<String>> show(LocalUser local) {
    show("hostname", effective.hostName());
    show("port", String.valueOf(effective.port()));
    show("user", effective.user());
    show("identitiesonly", effective.keyOptions().isOnly() ? "yes" : "no");
    show("hostkeyalias", effective.hostKeyAlias().orElse(null));
    show("stricthostkeychecking", effective.hostKeyMode().name());
    show("userknownhostsfile", files(effective.userKnownHostsFiles(), local));
    show("globalknownhostsfile", files(effective.globalKnownHostsFiles(), local));
    show("connecttimeout", seconds(Keyword.CONNECT_TIMEOUT, "none"));
    show("serveraliveinterval", seconds(Keyword.SERVER_ALIVE_INTERVAL, "0"));
    String missed = options.value(Keyword.SERVER_ALIVE_COUNT_MAX);
    show("serveralivecountmax", missed == null ? "3" : missed);
    ours.put(
        "identityfile",
        options.identityFiles().isEmpty()
            ? effective.keyOptions().files()
            : options.identityFiles().stream().map(Setting::value).toList());
    agent();
    proxy();
    return ours;
  }

  private void show(String name, @Nullable String value) {
    if (value != null) {
      ours.put(name, List.of(value));
    }
  }

  private static String files(List<String> files, LocalUser local) {
    return files.isEmpty()
        ? "none"
        : files.stream().map(file -> local.path(file).toString()).collect(Collectors.joining(" "));
  }

  private String seconds(Keyword keyword, String unset) {
    String value = options.value(keyword);
    return value == null ? unset : String.valueOf(TimeFormat.seconds(value).orElseThrow());
  }

  /** ssh shows names of variables as they are, and paths with tokens replaced. */
  private void agent() {
    String written = options.value(Keyword.IDENTITY_AGENT);
    if (written != null) {
      boolean path = written.startsWith("~");
      show("identityagent", path ? effective.keys().agent().orElseThrow().toString() : written);
    }
  }

  private void proxy() {
    String command = options.value(Keyword.PROXY_COMMAND);
    if (command != null && !command.equals("none")) {
      show("proxycommand", command);
    } else if (!effective.jumps().isEmpty()) {
      show(
          "proxyjump",
          effective.jumps().stream().map(JumpHost::toString).collect(Collectors.joining(",")));
    }
  }
}
