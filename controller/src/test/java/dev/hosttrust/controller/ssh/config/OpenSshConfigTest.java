package dev.hosttrust.controller.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.controller.ssh.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same answers as the real {@code ssh -G}. */
class OpenSshConfigTest {
  private static final Path HOME = Path.of(System.getProperty("user.home"));

  @TempDir Path directory;

  /** A file and the hosts that it is asked about. */
  record Case(String name, String text, List<String> hosts) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> files() {
    return Stream.of(
        new Case("empty", "", List.of("node1", "10.0.0.1", "Node1.EXAMPLE.com")),
        new Case(
            "first value wins",
            "Host node*\n Port 2201\nHost node1\n Port 2202\n User ops\nHost *\n User root\n",
            List.of("node1", "node22", "other")),
        new Case(
            "values before any Host count for all",
            "User early\nHost node1\n User late\n Port 2222\n",
            List.of("node1", "node2")),
        new Case(
            "negated patterns",
            "Host * !secret*\n User ops\nHost !node1\n Port 99\n",
            List.of("node1", "secret1")),
        new Case(
            "question marks and several patterns",
            "Host n?de1 *.example.com\n User ops\n",
            List.of("node1", "noode1", "a.example.com", "example.com")),
        new Case(
            "HostName and its token",
            "Host *.short\n HostName %h.example.com\nHost alias\n HostName 10.1.2.3\n",
            List.of("a.short", "alias")),
        new Case(
            "equal signs, quotes, case and comments",
            "# c\nHOST=node1\n  user = \"ops\"\n\tpOrT=2022 # why\n  HostKeyAlias 'the alias'\n",
            List.of("node1")),
        new Case(
            "all identity files in order",
            """
            Host node1
             IdentityFile ~/.ssh/one
             IdentityFile /etc/two
            Host *
             IdentityFile ~/.ssh/three
             IdentitiesOnly yes
            """,
            List.of("node1", "node2")),
        new Case(
            "times",
            "Host node1\n ConnectTimeout 7\n ServerAliveInterval 1m30s\n ServerAliveCountMax 5\n",
            List.of("node1")),
        new Case(
            "host keys",
            """
            Host node1
             StrictHostKeyChecking accept-new
             UserKnownHostsFile /a/k1 /a/k2
             GlobalKnownHostsFile /g/k
            Host node2
             StrictHostKeyChecking no
            Host node3
             StrictHostKeyChecking yes
            """,
            List.of("node1", "node2", "node3")),
        new Case(
            "jumps",
            """
            Host node1
             ProxyJump bastion
            Host node2
             ProxyJump me@b1:2201,b2
            Host node3
             ProxyJump none
            Host node*
             ProxyJump last
            """,
            List.of("node1", "node2", "node3", "node4")),
        new Case(
            "Match all",
            "Host node1\n User ops\nMatch all\n Port 2200\n",
            List.of("node1", "node2")),
        new Case(
            "included files",
            "Host node1\n Include DIR/in.conf\nHost *\n Port 2300\n",
            List.of("node1", "node2")));
  }

  @ParameterizedTest
  @MethodSource("files")
  void answersAsSshDoes(Case file) throws Exception {
    Files.writeString(directory.resolve("in.conf"), "User inner\nHost node2\n User never\n");
    Path config = directory.resolve("config");
    Files.writeString(config, file.text().replace("DIR", directory.toString()));

    for (String host : file.hosts()) {
      assertThat(ours(config, host)).as("%s", host).isEqualTo(ssh(config, host));
    }
  }

  private static Map<String, String> ours(Path config, String host) throws SshConfigException {
    OpenSshConfig read = OpenSshConfig.read(List.of(config), HOME, new ArrayList<>());
    Target target =
        new TargetResolver(read, HOME, System.getProperty("user.name"), Map.of())
            .resolve(host, ConnectionSettings.NONE);
    List<String> jumps =
        target.jumps().stream()
            .map(jump -> (jump.user().equals("me") ? "me@" : "") + jump.host() + jump.port())
            .toList();
    return Map.of(
        "hostname", target.host(),
        "port", String.valueOf(target.port()),
        "user", target.user(),
        "identityfile", target.keys().files().toString(),
        "identitiesonly", target.keys().only() ? "yes" : "no",
        "userknownhostsfile", target.hostKeys().userFiles().toString(),
        "globalknownhostsfile", target.hostKeys().globalFiles().toString(),
        "stricthostkeychecking", target.hostKeys().mode().name(),
        "hostkeyalias", target.hostKeys().alias().orElse(""),
        "times", target.timing() + " " + jumps);
  }

  private static Map<String, String> ssh(Path config, String host) throws Exception {
    Map<String, List<String>> said =
        run("ssh", "-G", "-F", config.toString(), host)
            .lines()
            .map(line -> line.split(" ", 2))
            .collect(
                Collectors.groupingBy(
                    parts -> parts[0], Collectors.mapping(p -> p[1], Collectors.toList())));
    String strict = one(said, "stricthostkeychecking", "ask");
    return Map.of(
        "hostname", one(said, "hostname", ""),
        "port", one(said, "port", ""),
        "user", one(said, "user", ""),
        "identityfile", identityFiles(said).toString(),
        "identitiesonly", one(said, "identitiesonly", ""),
        "userknownhostsfile", paths(one(said, "userknownhostsfile", "")).toString(),
        "globalknownhostsfile", paths(one(said, "globalknownhostsfile", "")).toString(),
        "stricthostkeychecking",
            strict.equals("accept-new") ? "ACCEPT_NEW" : strict.equals("false") ? "OFF" : "STRICT",
        "hostkeyalias", one(said, "hostkeyalias", ""),
        "times", timing(said) + " " + jumps(one(said, "proxyjump", "")));
  }

  /** Where ssh has no limit of its own, ours stands. */
  private static Target.Timing timing(Map<String, List<String>> said) {
    String connect = one(said, "connecttimeout", "none");
    long alive = Long.parseLong(one(said, "serveraliveinterval", "0"));
    Target.Timing standard = Target.Timing.DEFAULT;
    return new Target.Timing(
        connect.equals("none") ? standard.connect() : Duration.ofSeconds(Long.parseLong(connect)),
        alive == 0 ? standard.keepAlive() : Duration.ofSeconds(alive),
        Integer.parseInt(one(said, "serveralivecountmax", "3")));
  }

  private static List<String> jumps(String text) {
    return text.isEmpty()
        ? List.of()
        : Stream.of(text.split(","))
            .map(hop -> hop.contains(":") ? hop.replace(":", "") : hop + "22")
            .toList();
  }

  /** We try no keys on hardware tokens, in XMSS or in DSA. */
  private static List<Path> identityFiles(Map<String, List<String>> said) {
    return said.getOrDefault("identityfile", List.of()).stream()
        .filter(file -> !file.matches(".*_(sk|xmss|dsa)"))
        .flatMap(file -> paths(file).stream())
        .toList();
  }

  private static List<Path> paths(String text) {
    return Stream.of(text.split(" ")).map(file -> HOME.resolve(file.replace("~/", ""))).toList();
  }

  private static String one(Map<String, List<String>> said, String key, String otherwise) {
    return said.getOrDefault(key, List.of(otherwise)).getFirst();
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("exit of %s", List.of(command)).isZero();
    return out;
  }
}
