package dev.hosttrust.controller.ssh.config;

import dev.hosttrust.controller.ssh.HostKeyMode;
import dev.hosttrust.controller.ssh.HostKeyPolicy;
import dev.hosttrust.controller.ssh.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Makes targets: explicit settings go before {@code ~/.ssh/config}, that before OpenSSH's defaults.
 * Immutable and thread-safe.
 */
public final class TargetResolver {
  private static final List<String> DEFAULT_KEYS = List.of("id_rsa", "id_ecdsa", "id_ed25519");
  private static final int MAX_JUMPS = 8;

  private final OpenSshConfig config;
  private final Path home;
  private final String localUser;
  private final Map<String, String> environment;

  /**
   * @param home the home directory of the user who runs hosttrust
   * @param localUser that user's name, the default login name
   * @param environment for {@code SSH_AUTH_SOCK} and {@code IdentityAgent $NAME}
   */
  public TargetResolver(
      OpenSshConfig config, Path home, String localUser, Map<String, String> environment) {
    this.config = config;
    this.home = home;
    this.localUser = localUser;
    this.environment = Map.copyOf(environment);
  }

  /**
   * Everything about how to reach one host; reads no file and resolves no name.
   *
   * @param name the inventory's name of the host
   * @throws SshConfigException if a value of the configuration makes no sense, or asks for
   *     something that is not supported ({@code ProxyCommand})
   */
  public Target resolve(String name, ConnectionSettings settings) throws SshConfigException {
    return resolve(name, settings, 0);
  }

  private Target resolve(String name, ConnectionSettings settings, int depth)
      throws SshConfigException {
    String given = settings.host().orElse(name);
    HostConfig host = config.of(given);
    int port = settings.port().isPresent() ? settings.port().get() : portOf(host);
    String user = settings.user().or(() -> host.text("user")).orElse(localUser);
    String address = address(host, given);
    Tokens tokens = new Tokens(home, localUser, given, address, port, user);
    return new Target(
        name,
        address,
        port,
        user,
        keys(host, settings, tokens),
        settings.password(),
        hostKeys(host, settings, tokens),
        jumps(given, host, settings, depth),
        timing(host, settings));
  }

  private static int portOf(HostConfig host) throws SshConfigException {
    return host.number("port", 1, 65535).orElse(22);
  }

  /** {@code HostName}, where {@code %h} is the name given; in lower case, as ssh does. */
  private static String address(HostConfig host, String given) {
    return host.text("hostname")
        .map(text -> text.replace("%h", given).replace("%%", "%"))
        .orElse(given)
        .toLowerCase(Locale.ROOT);
  }

  private Target.Keys keys(HostConfig host, ConnectionSettings settings, Tokens tokens)
      throws SshConfigException {
    List<Path> files = new ArrayList<>();
    for (Path file : settings.identityFiles()) {
      files.add(tokens.file(file.toString(), "--private-key"));
    }
    for (String text : host.all("identityfile")) {
      if (!text.equalsIgnoreCase("none")) {
        files.add(tokens.file(text, "IdentityFile"));
      }
    }
    boolean explicit = !files.isEmpty() || !host.all("identityfile").isEmpty();
    if (!explicit) {
      DEFAULT_KEYS.forEach(key -> files.add(home.resolve(".ssh").resolve(key)));
    }
    boolean only = host.flag("identitiesonly").orElse(false);
    return new Target.Keys(files.stream().distinct().toList(), explicit, only, agent(host, tokens));
  }

  private Optional<Path> agent(HostConfig host, Tokens tokens) throws SshConfigException {
    String text = host.text("identityagent").orElse("SSH_AUTH_SOCK");
    if (text.equalsIgnoreCase("none")) {
      return Optional.empty();
    }
    if (text.equals("SSH_AUTH_SOCK") || text.startsWith("$")) {
      String variable = text.replaceAll("[${}]", "");
      return Optional.ofNullable(environment.get(variable))
          .filter(path -> !path.isEmpty())
          .map(Path::of);
    }
    return Optional.of(tokens.file(text, "IdentityAgent"));
  }

  private HostKeyPolicy hostKeys(HostConfig host, ConnectionSettings settings, Tokens tokens)
      throws SshConfigException {
    HostKeyMode mode =
        settings.hostKeyMode().isPresent()
            ? settings.hostKeyMode().get()
            : host.hostKeyMode().orElse(HostKeyMode.STRICT);
    return new HostKeyPolicy(
        mode,
        files(host, "userknownhostsfile", tokens)
            .orElse(List.of(home.resolve(".ssh/known_hosts"), home.resolve(".ssh/known_hosts2"))),
        files(host, "globalknownhostsfile", tokens)
            .orElse(
                List.of(Path.of("/etc/ssh/ssh_known_hosts"), Path.of("/etc/ssh/ssh_known_hosts2"))),
        host.text("hostkeyalias"));
  }

  private static Optional<List<Path>> files(HostConfig host, String keyword, Tokens tokens)
      throws SshConfigException {
    Optional<ConfigLine> line = host.line(keyword);
    if (line.isEmpty()) {
      return Optional.empty();
    }
    List<Path> files = new ArrayList<>();
    for (String word : line.get().words()) {
      if (!word.equalsIgnoreCase("none")) {
        files.add(tokens.file(word, line.get().place()));
      }
    }
    return Optional.of(files);
  }

  private static Target.Timing timing(HostConfig host, ConnectionSettings settings)
      throws SshConfigException {
    Target.Timing standard = Target.Timing.DEFAULT;
    return new Target.Timing(
        settings.connectTimeout().isPresent()
            ? settings.connectTimeout().get()
            : host.time("connecttimeout").filter(t -> !t.isZero()).orElse(standard.connect()),
        host.time("serveraliveinterval").filter(t -> !t.isZero()).orElse(standard.keepAlive()),
        host.number("serveralivecountmax", 1, 1000).orElse(standard.missed()));
  }

  /**
   * The hops. Of several, the first is reached as its own configuration says, the others through
   * the one before, as with {@code ssh -J}.
   */
  private List<Target> jumps(String given, HostConfig host, ConnectionSettings settings, int depth)
      throws SshConfigException {
    Optional<ConfigLine> line = host.line("proxyjump");
    String place = line.map(ConfigLine::place).orElse("ProxyJump of " + given);
    Optional<String> jump = settings.proxyJump().or(() -> line.map(ConfigLine::first));
    if (jump.isEmpty()) {
      refuseProxyCommand(host);
      return List.of();
    }
    if (depth > MAX_JUMPS) {
      throw new SshConfigException(
          place + ": " + given + " is reached through itself; give it ProxyJump none");
    }
    List<Target> hops = new ArrayList<>();
    for (JumpSpec spec : JumpSpec.parse(jump.get(), place)) {
      Target hop = resolve(spec.host(), forHop(spec, settings, hops.isEmpty()), depth + 1);
      hops.addAll(hop.jumps());
      hops.add(withoutJumps(hop));
    }
    return hops;
  }

  private static void refuseProxyCommand(HostConfig host) throws SshConfigException {
    Optional<ConfigLine> command =
        host.line("proxycommand").filter(line -> !line.first().equalsIgnoreCase("none"));
    if (command.isPresent()) {
      throw new SshConfigException(
          command.get().place() + ": ProxyCommand is not supported; use ProxyJump");
    }
  }

  /** A hop takes our keys and our strictness, but neither the user nor the password. */
  private static ConnectionSettings forHop(
      JumpSpec spec, ConnectionSettings settings, boolean first) {
    return new ConnectionSettings(
        Optional.empty(),
        spec.port(),
        spec.user(),
        settings.identityFiles(),
        Optional.empty(),
        first ? Optional.empty() : Optional.of("none"),
        settings.hostKeyMode(),
        settings.connectTimeout());
  }

  private static Target withoutJumps(Target hop) {
    return new Target(
        hop.name(),
        hop.host(),
        hop.port(),
        hop.user(),
        hop.keys(),
        hop.password(),
        hop.hostKeys(),
        List.of(),
        hop.timing());
  }
}
