// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.words.ProblemsException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file among the resources, read by us and by the {@code ssh -G} of two releases. Clients of
 * test hosts are asked, so that it does not matter which {@code ssh} this machine has.
 */
class OpenSshAgreementIT {
  private static final Map<String, String> ENVIRONMENT = Map.of("AGENT", "/run/agent");
  private static final LocalUser LOCAL =
      new LocalUser("root", Path.of("/root"), Path.of("").toAbsolutePath(), ENVIRONMENT);

  @TempDir static Path directory;

  private static final List<DebianRelease> RELEASES =
      List.of(DebianRelease.BOOKWORM, DebianRelease.TRIXIE);
  private static final Map<DebianRelease, SshGives.Answers> ANSWERS = new HashMap<>();

  /** {@code ssh -Q}. */
  private static final Map<DebianRelease, Set<String>> KNOWN_ALGORITHMS = new HashMap<>();

  /** A file with the words behind {@code # hosts:} and {@code # args:} in it. */
  record Case(String kind, String file, String host, List<String> arguments) {
    Path path() {
      return directory.resolve(kind).resolve(file + ".conf");
    }

    @Override
    public String toString() {
      return file + " " + host + (arguments.isEmpty() ? "" : " " + arguments);
    }
  }

  /** A file's case and the release whose client reads it as well. */
  record Asked(DebianRelease release, Case given) {
    @Override
    public String toString() {
      return given + " on " + release.codename();
    }
  }

  /** {@code Include} needs whole paths, which only the run knows. */
  @BeforeAll
  static void askAll() throws Exception {
    for (String kind : List.of("accepted", "refused")) {
      Path copies = Files.createDirectory(directory.resolve(kind));
      for (Path file : resources(kind)) {
        String text = Files.readString(file).replace("@DIR@", copies.toString());
        Files.writeString(copies.resolve(file.getFileName()), text);
      }
    }
    List<List<String>> lines =
        Stream.concat(acceptedCases(), refusedCases()).map(OpenSshAgreementIT::line).toList();
    for (DebianRelease release : RELEASES) {
      TestHost host = TestHosts.debian(release).shared();
      ANSWERS.put(release, SshGives.ask(host, directory, lines, ENVIRONMENT));
      String known = host.run("for q in kex cipher mac HostKeyAlgorithms; do ssh -Q $q; done");
      KNOWN_ALGORITHMS.put(release, known.lines().collect(Collectors.toSet()));
    }
  }

  private static Stream<Case> acceptedCases() throws Exception {
    List<Case> cases = new ArrayList<>();
    for (Path file : resources("accepted")) {
      List<String> lines = Files.readAllLines(file);
      List<String> arguments = header(lines, "# args: ", "\\|");
      header(lines, "# hosts: ", " ")
          .forEach(host -> cases.add(new Case("accepted", name(file), host, arguments)));
    }
    return cases.stream();
  }

  private static Stream<Case> refusedCases() throws Exception {
    return resources("refused").stream()
        .map(file -> new Case("refused", name(file), "web", List.of()));
  }

  static Stream<Asked> accepted() throws Exception {
    return asked(acceptedCases());
  }

  static Stream<Asked> refused() throws Exception {
    return asked(refusedCases());
  }

  private static Stream<Asked> asked(Stream<Case> cases) {
    return cases.flatMap(given -> RELEASES.stream().map(release -> new Asked(release, given)));
  }

  /** The words behind {@code ssh}. */
  private static List<String> line(Case given) {
    List<String> words = new ArrayList<>(List.of("-F", given.path().toString(), "-G"));
    words.addAll(given.arguments());
    words.add(given.host());
    return words;
  }

  private static SshGives theirs(Asked asked) {
    return requireNonNull(ANSWERS.get(asked.release())).to(line(asked.given()));
  }

  /** So that none is passed over for want of a line in the table. */
  @ParameterizedTest
  @EnumSource(DebianRelease.class)
  void everyKeywordThatSshPrintsIsInTheTable(DebianRelease release) {
    String printed = TestHosts.debian(release).shared().run("ssh -F /dev/null -G web");

    assertThat(printed.lines().map(line -> line.split(" ")[0]))
        .isNotEmpty()
        .allMatch(keyword -> keyword.equals("host") || KeywordTable.of(keyword).isPresent());
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void givesWhatSshGives(Asked asked) throws Exception {
    SshGives theirs = theirs(asked);
    assertThat(theirs.status()).as(theirs.errors()).isZero();

    assertThat(OursAsSshGives.of(options(asked.given()), LOCAL)).isEqualTo(theirs.options());
  }

  /** As far as a library has the algorithms that ssh has. */
  @ParameterizedTest
  @MethodSource("accepted")
  void allowsTheAlgorithmsThatSshAllows(Asked asked) throws Exception {
    AlgorithmOptions ours = new AlgorithmOptions(options(asked.given()));
    Set<String> known = requireNonNull(KNOWN_ALGORITHMS.get(asked.release()));
    assertThat(ours.needs()).isEmpty();

    theirs(asked)
        .algorithms()
        .forEach(
            (kind, names) -> {
              List<String> allowed =
                  ours.algorithms().of(kind).stream().filter(known::contains).toList();
              List<String> theirs = names.stream().filter(kind.possible()::contains).toList();
              assertThat(allowed).as(kind.name()).containsExactlyInAnyOrderElementsOf(theirs);
              if (ours.isOrdered(kind)) {
                assertThat(allowed).as(kind.name()).isEqualTo(theirs);
              }
            });
  }

  private static HostOptions options(Case given) {
    SshArguments arguments = SshArguments.read(given.arguments(), "test");
    HostOptions options = new HostOptions(given.host(), LOCAL.name());
    arguments.settings().forEach(options::add);
    arguments.others().forEach(options::add);
    OpenSshConfig.ofFile(given.path(), LOCAL).apply(options);
    assertThat(arguments.findings().problems()).isEmpty();
    assertThat(arguments.findings().warnings()).isEmpty();
    return options;
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesTheLineThatSshRefuses(Asked asked) {
    Path file = asked.given().path();
    SshGives theirs = theirs(asked);
    assertThat(theirs.status()).isNotZero();

    ProblemsException ours =
        catchThrowableOfType(ProblemsException.class, () -> OpenSshConfig.ofFile(file, LOCAL));

    assertThat(ours).as(theirs.errors()).isNotNull();
    assertThat(theirs.errors()).contains("line " + line(ours.problems().getFirst().message()));
    assertThat(ours.problems()).allMatch(problem -> problem.message().startsWith(file + ":"));
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
    var url = requireNonNull(OpenSshAgreementIT.class.getResource(kind));
    try (Stream<Path> files = Files.list(Path.of(url.toURI()))) {
      return files.sorted().toList();
    }
  }
}
