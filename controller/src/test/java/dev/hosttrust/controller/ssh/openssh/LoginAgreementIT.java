// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.openssh;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.TestAgent;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Logs in with each configuration of {@code logins.conf}, once by the ssh of a test host and once
 * by ourselves, and compares what both ends saw: the way, the user, the keys in their order, and
 * the verdict on the host key. Where {@code auto} takes ssh, the words that we call it with are
 * tried by the same ssh.
 */
class LoginAgreementIT {
  private static final List<DebianRelease> RELEASES =
      List.of(DebianRelease.BOOKWORM, DebianRelease.TRIXIE);

  /** Each case is tried on one release, and on all of them with {@code -Dagreement=full}. */
  private static final boolean FULL = "full".equals(System.getProperty("agreement"));

  private static final Map<DebianRelease, LoginTrial.Result> RESULTS =
      new EnumMap<>(DebianRelease.class);

  @TempDir static Path directory;

  /** A case, and the release whose ssh and sshd it is tried with. */
  record Tried(DebianRelease release, LoginCase given) {
    @Override
    public String toString() {
      return given + " on " + release.codename();
    }
  }

  @BeforeAll
  static void logInEverywhere() throws Exception {
    try (TestAgent agent = TestAgent.with(LoginFiles.OTHER, LoginFiles.HELD)) {
      for (DebianRelease release : RELEASES) {
        Path own = Files.createDirectory(directory.resolve(release.codename()));
        try (TestHost host = host(release, own)) {
          LoginTrial trial = new LoginTrial(cases(release), host, own, agent.socket());
          RESULTS.put(release, trial.run());
        }
      }
    }
  }

  private static TestHost host(DebianRelease release, Path own) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "LogLevel DEBUG1",
                "StrictModes no",
                "TrustedUserCAKeys " + own + "/user-ca.pub",
                "KexAlgorithms curve25519-sha256,diffie-hellman-group14-sha1"));
    if (release == DebianRelease.TRIXIE) {
      options.add("PerSourcePenalties no"); // many logins of one host fail here
    }
    return TestHosts.debian(release)
        .withHostCertificate(LoginFiles.AUTHORITY, "certified.example.test")
        .withSshdOptions(options.toArray(String[]::new))
        .start();
  }

  static Stream<Tried> all() throws IOException {
    List<Tried> all = new ArrayList<>();
    for (DebianRelease release : RELEASES) {
      cases(release).forEach(given -> all.add(new Tried(release, given)));
    }
    return all.stream();
  }

  private static List<LoginCase> cases(DebianRelease release) throws IOException {
    List<LoginCase> all = LoginCase.all();
    return FULL
        ? all
        : IntStream.range(0, all.size())
            .filter(i -> RELEASES.get(i % RELEASES.size()) == release)
            .mapToObj(all::get)
            .toList();
  }

  @ParameterizedTest
  @MethodSource("all")
  void logsInAsSshDoes(Tried tried) {
    LoginTrial.Result result = requireNonNull(RESULTS.get(tried.release()));
    String name = tried.given().name();

    LoginSeen theirs = requireNonNull(result.theirs().get(name));
    assertThat(theirs.way()).as("ssh reaches the host").isNotEmpty();
    assertThat(result.ours().get(name)).isEqualTo(theirs);
  }
}
