package dev.hosttrust.controller.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file among the resources, read by us and by {@code ssh -G}. */
class OpenSshAgreementTest {
  private static final Map<String, String> ENVIRONMENT = Map.of("AGENT", "/run/agent");
  private static final LocalUser LOCAL =
      new LocalUser(
          System.getProperty("user.name"),
          Path.of(System.getProperty("user.home")),
          Path.of("").toAbsolutePath(),
          ENVIRONMENT);

  @TempDir static Path directory;

  /** A file with the words behind {@code # hosts:} and {@code # args:} in it. */
  record Case(String file, String host, List<String> arguments) {
    @Override
    public String toString() {
      return file + " " + host + (arguments.isEmpty() ? "" : " " + arguments);
    }
  }

  /** {@code Include} needs whole paths, which only the run knows. */
  @BeforeAll
  static void copyWithPaths() throws Exception {
    for (String kind : List.of("accepted", "refused")) {
      Path copies = Files.createDirectory(directory.resolve(kind));
      for (Path file : resources(kind)) {
        String text = Files.readString(file).replace("@DIR@", copies.toString());
        Files.writeString(copies.resolve(name(file)), text);
      }
    }
  }

  static Stream<Case> accepted() throws Exception {
    List<Case> cases = new ArrayList<>();
    for (Path file : resources("accepted")) {
      List<String> lines = Files.readAllLines(file);
      List<String> arguments = header(lines, "# args: ", "\\|");
      header(lines, "# hosts: ", " ")
          .forEach(host -> cases.add(new Case(name(file), host, arguments)));
    }
    return cases.stream();
  }

  static Stream<String> refused() throws Exception {
    return resources("refused").stream().map(OpenSshAgreementTest::name);
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void givesWhatSshGives(Case given) throws Exception {
    Path file = directory.resolve("accepted").resolve(given.file());
    SshGives theirs = SshGives.run(file, given.arguments(), given.host(), ENVIRONMENT);
    assertThat(theirs.status()).as(theirs.errors()).isZero();

    SshArguments arguments = SshArguments.read(given.arguments(), "test");
    HostOptions options = new HostOptions(given.host(), LOCAL.name());
    arguments.settings().forEach(options::add);
    OpenSshConfig.ofFile(file, LOCAL).apply(options, warning -> {});

    assertThat(arguments.problems()).isEmpty();
    assertThat(arguments.warnings()).isEmpty();
    assertThat(OursAsSshGives.of(options, LOCAL)).isEqualTo(theirs.options());
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesTheLineThatSshRefuses(String name) throws Exception {
    Path file = directory.resolve("refused").resolve(name);
    SshGives theirs = SshGives.run(file, List.of(), "web", ENVIRONMENT);
    assertThat(theirs.status()).isNotZero();

    ConfigException ours =
        catchThrowableOfType(ConfigException.class, () -> OpenSshConfig.ofFile(file, LOCAL));

    assertThat(ours).as(theirs.errors()).isNotNull();
    assertThat(theirs.errors()).contains("line " + line(ours.problems().getFirst()));
    assertThat(ours.problems()).allMatch(problem -> problem.startsWith(file + ":"));
  }

  private static String line(String problem) {
    return problem.replaceFirst("^[^:]*:(\\d+): .*", "$1");
  }

  private static List<String> header(List<String> lines, String start, String separator) {
    return lines.stream()
        .filter(line -> line.startsWith(start))
        .flatMap(line -> Stream.of(line.substring(start.length()).strip().split(separator)))
        .toList();
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".conf", "");
  }

  private static List<Path> resources(String kind) throws IOException, URISyntaxException {
    var url = Objects.requireNonNull(OpenSshAgreementTest.class.getResource(kind));
    try (Stream<Path> files = Files.list(Path.of(url.toURI()))) {
      return files.sorted().toList();
    }
  }
}
