// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.hostkey.HostKeyMode;
import dev.hosttrust.controller.ssh.hostkey.HostKeyPolicy;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Location;
import dev.hosttrust.words.ProblemsException;
import dev.hosttrust.words.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final Map<Optional<String>, OpenSshConfig> configs = new ConcurrentHashMap<>();
  private final Map<List<String>, SshArguments> arguments = new ConcurrentHashMap<>();

  public TargetResolver(LocalUser local, LoginFlags flags) {
    this(local, flags, SYSTEM_DIRECTORY);
  }

  /**
   * @param systemDirectory in place of {@code /etc/ssh}
   */
  TargetResolver(LocalUser local, LoginFlags flags, Path systemDirectory) {
    this.local = local;
    this.flags = flags;
    this.systemDirectory = systemDirectory;
  }

  /**
   * Resolves one host; no name is looked up and nothing is connected to.
   *
   * @throws ProblemsException with all problems of the host
   */
  public Resolution resolve(ConnectionRequest request) {
    SshArguments words =
        arguments.computeIfAbsent(
            request.sshArgs(), key -> SshArguments.read(key, "ansible_ssh_args"));
    Findings findings = new Findings();
    findings.addAll(words.findings());
    Optional<String> file = words.configFile().or(() -> Optional.ofNullable(flags.configFile()));
    OpenSshConfig config = config(file);
    HostOptions options = new HostOptions(request.address(), local.name());
    words.settings().forEach(options::add);
    explicit(request).forEach(options::add);
    config.apply(options, findings);
    EffectiveOptions effective = effective(options, findings);
    List<Target> jumps = new JumpChain(config, findings).to(effective);
    Target target =
        target(request.name(), effective, request.password(), mode(request, effective), jumps);
    findings.throwIfFailed();
    return new Resolution(target, findings.warnings());
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

  private EffectiveOptions effective(HostOptions options, Findings findings) {
    return new EffectiveOptions(options, local, systemDirectory, findings);
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
        password,
        new HostKeyPolicy(
            mode,
            options.userKnownHostsFiles().stream().map(local::path).toList(),
            options.globalKnownHostsFiles().stream().map(local::path).toList(),
            options.hostKeyAlias()),
        jumps,
        options.timing());
  }

  /**
   * The way through jump hosts, as a chain of {@code ssh -J} would build it: of each hop's own
   * configuration all is used but ProxyJump, which counts for the first hop only.
   */
  private final class JumpChain {
    private final OpenSshConfig config;
    private final Findings findings;
    private final List<String> seen = new ArrayList<>();

    JumpChain(OpenSshConfig config, Findings findings) {
      this.config = config;
      this.findings = findings;
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
        chain.add(target(hop.host(), options, Optional.empty(), mode, List.of()));
      }
      return chain;
    }

    private boolean isLoop(JumpHost hop) {
      boolean again = seen.contains(hop.toString());
      seen.add(hop.toString());
      if (again) {
        findings.problem(
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
      config.apply(options, findings);
      return effective(options, findings);
    }
  }
}
