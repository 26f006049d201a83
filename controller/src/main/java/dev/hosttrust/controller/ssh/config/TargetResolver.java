// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import dev.hosttrust.controller.ssh.SshCommandLine;
import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.hostkey.HostKeyMode;
import dev.hosttrust.controller.ssh.hostkey.HostKeyPolicy;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Location;
import dev.hosttrust.words.ProblemsException;
import dev.hosttrust.words.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * From what inventory, flags and OpenSSH's configuration say to a target, with the precedence that
 * Ansible has when it runs ssh: arguments for ssh, inventory, flags, configuration files, defaults.
 *
 * <p>Reads each configuration file once. Thread-safe.
 */
public final class TargetResolver {
  private static final Path SYSTEM_DIRECTORY = Path.of("/etc/ssh");
  private static final String NO_FILE = "none";

  private final LocalUser local;
  private final LoginFlags flags;
  private final Path systemDirectory;
  private final SshUse sshUse;
  private final KeyNeeds keyNeeds = new KeyNeeds();
  private final Map<Optional<String>, OpenSshConfig> configs = new ConcurrentHashMap<>();
  private final Map<SequencedMap<String, List<String>>, SshArguments> arguments =
      new ConcurrentHashMap<>();

  public TargetResolver(LocalUser local, LoginFlags flags, SshUse sshUse) {
    this(local, flags, SYSTEM_DIRECTORY, sshUse);
  }

  /**
   * @param systemDirectory in place of {@code /etc/ssh}
   */
  TargetResolver(LocalUser local, LoginFlags flags, Path systemDirectory, SshUse sshUse) {
    this.local = local;
    this.flags = flags;
    this.systemDirectory = systemDirectory;
    this.sshUse = sshUse;
  }

  /**
   * Resolves one host; no name is looked up and nothing is connected to.
   *
   * @throws ProblemsException with all problems of the host
   */
  public Resolution resolve(ConnectionRequest request) {
    SshArguments words = arguments.computeIfAbsent(request.sshArgs(), SshArguments::read);
    Gathered gathered = new Gathered(new Findings(), new LinkedHashSet<>());
    gathered.findings().addAll(words.findings());
    Optional<String> file = words.configFile().or(() -> Optional.ofNullable(flags.configFile()));
    OpenSshConfig config = config(file);
    HostOptions options = new HostOptions(request.address(), local.name());
    words.settings().forEach(options::add);
    words.others().forEach(options::add);
    explicit(request).forEach(options::add);
    config.apply(options);
    EffectiveOptions effective = effective(options, gathered);
    List<Target> jumps = new JumpChain(config, file, gathered).to(effective);
    Target target =
        target(request.name(), effective, request.password(), mode(request, effective), jumps);
    List<Need> needs = gathered.needs();
    boolean bySsh = sshUse == SshUse.ALWAYS || (sshUse == SshUse.WHERE_NEEDED && !needs.isEmpty());
    boolean unsure = needs.stream().anyMatch(Need::isUnsure);
    boolean walked = !unsure && !effective.hasTokensInJump();
    if (bySsh) {
      SshCommandLine line = commandLine(request, words, file, effective, walked);
      target = walked ? target.by(line) : target.by(line, List.of());
    } else {
      needs.forEach(need -> need.lose(gathered.findings()));
    }
    gathered.findings().throwIfFailed();
    return new Resolution(
        target,
        gathered.findings().warnings(),
        needs.stream().map(Need::reason).toList(),
        bySsh && unsure);
  }

  /**
   * What ssh is told besides its configuration; words for ssh come first, and so count most.
   *
   * @param walked whether we log in to the jump hosts, and ssh does not
   */
  private SshCommandLine commandLine(
      ConnectionRequest request,
      SshArguments arguments,
      Optional<String> file,
      EffectiveOptions effective,
      boolean walked) {
    List<String> words = new ArrayList<>(file(file));
    HostKeyMode flag = flags.hostKeys();
    if (flag != null || Boolean.FALSE.equals(request.hostKeyChecking())) {
      words.add("-oStrictHostKeyChecking=" + (flag == null ? HostKeyMode.OFF : flag).inSsh());
    }
    words.addAll(arguments.forSsh());
    if (!walked) {
      arguments.jump().ifPresent(jump -> words.addAll(List.of("-J", jump)));
    }
    for (Setting setting : explicit(request)) {
      words.add("-o%s=%s".formatted(setting.keyword(), written(setting)));
    }
    words.add("-oConnectTimeout=" + Math.max(1, effective.timing().connect().toSeconds()));
    words.add("-oServerAliveInterval=" + effective.timing().keepAlive().toSeconds());
    words.add("-oServerAliveCountMax=" + effective.timing().missed());
    return new SshCommandLine(
        words,
        request.address(),
        !walked || effective.hasKeyExchanges(),
        walked && effective.isDirect());
  }

  private List<String> file(Optional<String> file) {
    return file.map(
            name -> List.of("-F", name.equals(NO_FILE) ? name : local.path(name).toString()))
        .orElse(List.of());
  }

  private String written(Setting setting) {
    return setting.keyword() == Keyword.IDENTITY_FILE
        ? '"' + local.path(setting.value()).toString() + '"'
        : setting.value();
  }

  /**
   * What is found on the way to one host.
   *
   * @param needed what only ssh does, of the host and of its jump hosts
   */
  private record Gathered(Findings findings, SequencedSet<Need> needed) {
    List<Need> needs() {
      return List.copyOf(needed);
    }
  }

  private OpenSshConfig config(Optional<String> file) {
    return configs.computeIfAbsent(
        file,
        key -> {
          if (key.isEmpty()) {
            return OpenSshConfig.ofUser(local, systemDirectory);
          }
          return key.get().equals(NO_FILE)
              ? OpenSshConfig.NONE
              : OpenSshConfig.ofFile(local.path(key.get()), local);
        });
  }

  /** What Ansible passes on ssh's command line. */
  private List<Setting> explicit(ConnectionRequest request) {
    Location place = Location.of("host " + request.name());
    List<Setting> settings = new ArrayList<>();
    add(settings, Keyword.PORT, request.port(), null, place);
    add(settings, Keyword.USER, request.user(), flags.user(), place);
    add(settings, Keyword.IDENTITY_FILE, request.privateKeyFile(), flags.privateKeyFile(), place);
    add(
        settings,
        Keyword.CONNECT_TIMEOUT,
        request.connectTimeoutSeconds(),
        flags.connectTimeoutSeconds(),
        place);
    return settings;
  }

  private static void add(
      List<Setting> settings,
      Keyword keyword,
      @Nullable Object inventory,
      @Nullable Object flag,
      Location place) {
    Object value = inventory == null ? flag : inventory;
    if (value != null) {
      settings.add(Setting.of(keyword, value.toString(), place));
    }
  }

  private HostKeyMode mode(ConnectionRequest request, EffectiveOptions effective) {
    HostKeyMode flag = flags.hostKeys();
    if (flag != null) {
      return flag;
    }
    return Boolean.FALSE.equals(request.hostKeyChecking())
        ? HostKeyMode.OFF
        : effective.hostKeyMode();
  }

  private EffectiveOptions effective(HostOptions options, Gathered gathered) {
    EffectiveOptions effective =
        new EffectiveOptions(options, local, systemDirectory, gathered.findings());
    gathered.needed().addAll(effective.needs(keyNeeds));
    effective.strays().forEach(stray -> gathered.findings().add(stray));
    return effective;
  }

  private Target target(
      String name,
      EffectiveOptions options,
      Optional<Secret> password,
      HostKeyMode mode,
      List<Target> jumps) {
    return new Target(
        name,
        options.hostName(),
        options.port(),
        options.user(),
        options.keys(),
        password.filter(secret -> options.takesPassword()),
        new HostKeyPolicy(
            mode,
            options.userKnownHostsFiles().stream().map(local::path).toList(),
            options.globalKnownHostsFiles().stream().map(local::path).toList(),
            options.hostKeyAlias(),
            options.hashesKnownHosts()),
        jumps,
        options.timing(),
        options.algorithms(),
        Optional.empty());
  }

  /**
   * The way through jump hosts, as a chain of {@code ssh -J} would build it: of each hop's own
   * configuration all is used but ProxyJump, which counts for the first hop only.
   */
  private final class JumpChain {
    private final OpenSshConfig config;
    private final Optional<String> file;
    private final Gathered gathered;
    private final List<String> seen = new ArrayList<>();

    /**
     * @param file what {@code -F} says, which is for jump hosts as well
     */
    JumpChain(OpenSshConfig config, Optional<String> file, Gathered gathered) {
      this.config = config;
      this.file = file;
      this.gathered = gathered;
    }

    List<Target> to(EffectiveOptions destination) {
      List<JumpHost> hops = destination.jumps();
      List<Target> chain = new ArrayList<>();
      for (JumpHost hop : hops) {
        EffectiveOptions options = options(hop);
        if (chain.isEmpty()) {
          if (isLoop(hop)) {
            return List.of();
          }
          chain.addAll(to(options));
        }
        HostKeyMode mode = flags.hostKeys() == null ? options.hostKeyMode() : flags.hostKeys();
        Target target = target(hop.host(), options, Optional.empty(), mode, List.of());
        boolean bySsh =
            sshUse == SshUse.ALWAYS
                || (sshUse == SshUse.WHERE_NEEDED && !options.needs(keyNeeds).isEmpty());
        chain.add(bySsh ? target.by(commandLine(hop, options)) : target);
      }
      return chain;
    }

    /** As {@code ssh -J} calls ssh for the way to its first hop. */
    private SshCommandLine commandLine(JumpHost hop, EffectiveOptions options) {
      List<String> words = new ArrayList<>(file(file));
      if (flags.hostKeys() != null) {
        words.add("-oStrictHostKeyChecking=" + flags.hostKeys().inSsh());
      }
      if (hop.user() != null) {
        words.add("-oUser=" + hop.user());
      }
      if (hop.port() != null) {
        words.add("-oPort=" + hop.port());
      }
      return new SshCommandLine(words, hop.host(), options.hasKeyExchanges(), options.isDirect());
    }

    private boolean isLoop(JumpHost hop) {
      boolean again = seen.contains(hop.toString());
      seen.add(hop.toString());
      if (again) {
        gathered
            .findings()
            .problem(
                "ProxyJump goes in a circle: %s; write ProxyJump none for the first jump host"
                    .formatted(String.join(" -> ", seen)));
      }
      return again;
    }

    private EffectiveOptions options(JumpHost hop) {
      Location place = Location.of("ProxyJump " + hop);
      HostOptions options = new HostOptions(hop.host(), local.name());
      List<Setting> written = new ArrayList<>();
      add(written, Keyword.USER, hop.user(), null, place);
      add(written, Keyword.PORT, hop.port(), null, place);
      written.forEach(options::add);
      config.apply(options);
      return effective(options, gathered);
    }
  }
}
