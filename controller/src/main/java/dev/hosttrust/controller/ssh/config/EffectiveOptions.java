// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.algorithms.Algorithms;
import dev.hosttrust.controller.ssh.hostkey.HostKeyMode;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Warning;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options of one host with defaults filled in, as {@code ssh -G} shows them. What cannot be
 * used is noted as a problem.
 */
final class EffectiveOptions {
  private static final List<String> USER_KNOWN_HOSTS =
      List.of("~/.ssh/known_hosts", "~/.ssh/known_hosts2");

  /** For {@code ConnectTimeout 0}, which is no limit; the host's own deadline comes first. */
  private static final int NO_LIMIT_SECONDS = 86_400;

  private final HostOptions options;
  private final LocalUser local;
  private final Path systemDirectory;
  private final Findings findings;
  private final SequencedSet<Need> needs = new LinkedHashSet<>();
  private final String hostName;
  private final Tokens tokens;
  private final AlgorithmOptions algorithms;
  private final Set<String> methods;

  EffectiveOptions(HostOptions options, LocalUser local, Path systemDirectory, Findings findings) {
    this.options = options;
    this.local = local;
    this.systemDirectory = systemDirectory;
    this.findings = findings;
    this.hostName = resolveHostName();
    this.algorithms = new AlgorithmOptions(options);
    this.methods = LoginMethods.of(options);
    this.tokens =
        Tokens.of(
            local,
            Map.of(
                'h', hostName,
                'k', hostKeyAlias().orElse(hostName),
                'n', options.original(),
                'p', String.valueOf(port()),
                'r', user()));
  }

  String hostName() {
    return hostName;
  }

  private String resolveHostName() {
    Setting setting = options.get(Keyword.HOST_NAME);
    String original = options.original();
    String name =
        setting == null
            ? original
            : expand(setting, text -> new Tokens(Map.of('h', original), Map.of()).percents(text));
    boolean scoped = name.contains("%"); // fe80::1%Eth0: the name of an interface has case
    return scoped ? name : name.toLowerCase(Locale.ROOT);
  }

  int port() {
    String port = options.value(Keyword.PORT);
    return port == null ? Ports.SSH : Ports.parse(port).orElseThrow();
  }

  String user() {
    String user = options.value(Keyword.USER);
    return user == null ? local.name() : user;
  }

  /** Whether a password may be given, by either method that there is for it. */
  boolean takesPassword() {
    return methods.contains("password") || methods.contains("keyboard-interactive");
  }

  KeyOptions keyOptions() {
    return new KeyOptions(options, local, setting -> expand(setting, tokens::expand));
  }

  /** What is offered. */
  Target.Keys keys() {
    return methods.contains("publickey") ? keyOptions().keys() : KeyOptions.NO_KEYS;
  }

  List<String> userKnownHostsFiles() {
    return files(Keyword.USER_KNOWN_HOSTS_FILE, USER_KNOWN_HOSTS);
  }

  List<String> globalKnownHostsFiles() {
    return files(
        Keyword.GLOBAL_KNOWN_HOSTS_FILE,
        List.of(
            systemDirectory.resolve("ssh_known_hosts").toString(),
            systemDirectory.resolve("ssh_known_hosts2").toString()));
  }

  private List<String> files(Keyword keyword, List<String> defaults) {
    Setting setting = options.get(keyword);
    if (setting == null) {
      return defaults;
    }
    if (setting.value().equalsIgnoreCase("none")) {
      return List.of();
    }
    List<String> files = new ArrayList<>();
    for (String value : setting.values()) {
      files.add(expand(Setting.of(keyword, value, setting.place()), tokens::expand));
    }
    return files;
  }

  HostKeyMode hostKeyMode() {
    String value = options.value(Keyword.STRICT_HOST_KEY_CHECKING);
    return switch (value == null ? "ask" : Keyword.lower(value)) {
      case "accept-new" -> HostKeyMode.ACCEPT_NEW;
      case "no", "false", "off" -> HostKeyMode.OFF;
      default -> HostKeyMode.STRICT;
    };
  }

  /** {@code HashKnownHosts}, which Debian's own ssh_config switches on. */
  boolean hashesKnownHosts() {
    return options.others().stream()
        .filter(other -> Keyword.lower(other.name()).equals("hashknownhosts"))
        .anyMatch(other -> Keyword.isYes(other.value()));
  }

  Optional<String> hostKeyAlias() {
    return Optional.ofNullable(options.value(Keyword.HOST_KEY_ALIAS));
  }

  Target.Timing timing() {
    Target.Timing usual = Target.Timing.DEFAULT;
    Integer connect = seconds(Keyword.CONNECT_TIMEOUT);
    Integer alive = seconds(Keyword.SERVER_ALIVE_INTERVAL);
    String missed = options.value(Keyword.SERVER_ALIVE_COUNT_MAX);
    return new Target.Timing(
        connect == null ? usual.connect() : Duration.ofSeconds(limited(connect)),
        alive == null ? usual.keepAlive() : Duration.ofSeconds(Math.min(alive, NO_LIMIT_SECONDS)),
        missed == null ? usual.missed() : Math.max(1, Integer.parseInt(missed)));
  }

  private static int limited(int seconds) {
    return seconds == 0 ? NO_LIMIT_SECONDS : Math.min(seconds, NO_LIMIT_SECONDS);
  }

  private @Nullable Integer seconds(Keyword keyword) {
    String value = options.value(keyword);
    return value == null ? null : TimeFormat.seconds(value).orElseThrow();
  }

  /** What only ssh does. */
  List<Need> needs(KeyNeeds keyNeeds) {
    SequencedSet<Need> all = new LinkedHashSet<>(options.sections());
    new OtherOptions(options, local, systemDirectory).needs().forEach(all::add);
    Setting user = options.get(Keyword.USER);
    if (user != null && user.value().contains("%")) {
      all.add(new Need("User with a token", user.place(), Need.Kind.NAME));
    }
    Setting jump = options.get(Keyword.PROXY_JUMP);
    if (jump != null && hasTokensInJump()) {
      all.add(new Need("ProxyJump with a token", jump.place(), Need.Kind.ESSENTIAL));
    }
    all.addAll(algorithms.needs());
    all.addAll(keyNeeds.of(keys(), local));
    jumps();
    userKnownHostsFiles();
    globalKnownHostsFiles();
    all.addAll(needs);
    return List.copyOf(all);
  }

  /** What a library may use. */
  Algorithms algorithms() {
    return algorithms.algorithms();
  }

  /** What is passed over, and nobody knows. */
  List<Warning> strays() {
    return new OtherOptions(options, local, systemDirectory).strays();
  }

  /** Whether the configuration says which key exchanges are used. */
  boolean hasKeyExchanges() {
    return options.others().stream()
        .anyMatch(other -> Keyword.lower(other.name()).equals("kexalgorithms"));
  }

  /** Whether no program makes the connection, as far as we read. */
  boolean isDirect() {
    String command = options.value(Keyword.PROXY_COMMAND);
    return command == null || command.equalsIgnoreCase("none") || !jumps().isEmpty();
  }

  /** Whether only ssh can tell which jump hosts there are. */
  boolean hasTokensInJump() {
    String jump = options.value(Keyword.PROXY_JUMP);
    return jump != null && jump.contains("%");
  }

  /** The hosts to go through, nearest first, as they are written. */
  List<JumpHost> jumps() {
    Setting command = options.get(Keyword.PROXY_COMMAND);
    if (command != null && !command.value().equalsIgnoreCase("none")) {
      return jump(command);
    }
    String jumps = options.value(Keyword.PROXY_JUMP);
    return jumps == null || jumps.contains("%") // tokens are ssh's business
        ? List.of()
        : JumpHost.list(jumps).orElseThrow();
  }

  private List<JumpHost> jump(Setting command) {
    Optional<JumpHost> jump = JumpCommand.parse(command.value());
    if (jump.isEmpty()) {
      needs.add(new Need("ProxyCommand", command.place(), Need.Kind.ESSENTIAL));
    }
    return jump.stream().toList();
  }

  private interface Expansion {
    String of(String text) throws Tokens.UnknownTokenException;
  }

  private String expand(Setting setting, Expansion expansion) {
    try {
      return expansion.of(setting.value());
    } catch (Tokens.UnknownTokenException e) {
      if (e.isKnownToSsh()) {
        needs.add(
            new Need(
                "%s with %s".formatted(setting.keyword(), e.token()),
                setting.place(),
                Need.Kind.ESSENTIAL));
        return setting.value();
      }
      findings.problem(
          setting.place(),
          "%s %s: %s".formatted(setting.keyword(), setting.value(), e.getMessage()));
      return setting.value();
    }
  }
}
