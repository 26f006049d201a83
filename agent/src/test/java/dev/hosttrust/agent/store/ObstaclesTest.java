// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import static dev.hosttrust.agent.TestSpecs.anchor;
import static dev.hosttrust.agent.TestSpecs.ca;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.TestSpecs;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.LinkFact;
import dev.hosttrust.agent.facts.PathFact;
import dev.hosttrust.agent.plan.Obstacles;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.TreeRoot;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What leaves a host alone, with the path and the remedy. */
class ObstaclesTest {
  private static final Anchor HARBOR = anchor("harbor", ca("Harbor"), "r.example.com");
  private static final Wanted WANTED_TRUST = TestSpecs.wanted(TreeRoot.SYSTEM, HARBOR);
  private static final String FILE = "/usr/share/ca-certificates/local/harbor.crt";
  private static final String CLASH =
      " is there already, and its link /etc/ssl/certs/harbor.pem would be that of "
          + FILE
          + "; choose another name";

  private static Arguments from(String name, UnaryOperator<HostState> state, String... reasons) {
    return Arguments.of(name, state, List.of(reasons));
  }

  private static PathFact link(String target, String doubt) {
    PathFact.Directory directory = new PathFact.Directory(HostState.DIRECTORY, true);
    return new PathFact.LinkToDirectory(target, target, directory, doubt);
  }

  static Stream<Arguments> obstacles() {
    return Stream.of(
        from(
            "no update-ca-certificates",
            s -> s.lacks("update-ca-certificates").lacks("openssl"),
            "update-ca-certificates is missing; install it with 'apt-get install ca-certificates'"
                + " (hosttrust knows Debian and Ubuntu)"),
        from(
            "no openssl",
            s -> s.lacks("openssl"),
            "openssl is missing; install the package openssl"),
        from(
            "not root",
            s -> s.uid(1000),
            "the commands run as uid 1000, not as root; log in as root or become it with -b"),
        from(
            "a directory is a link that others can change",
            s -> s.at("/etc/docker", link("/data/docker", "/data")),
            "/etc/docker is a symbolic link to /data/docker, and others than root may change /data"
                + " on the way there; let it and the directories above it belong to root alone"
                + " ('chown root', 'chmod go-w'), or put a directory in place of the link"),
        from(
            "a directory is a link to nothing",
            s -> s.at("/etc/docker", new PathFact.Link("/gone")),
            "/etc/docker is a symbolic link to /gone, which is no directory; put a directory in its"
                + " place"),
        from(
            "a file is a link to a directory",
            s -> s.at(FILE, link("/srv", "")),
            FILE + " is a symbolic link to the directory /srv; move it away"),
        from(
            "a file is a directory",
            s -> s.at(FILE, new PathFact.Directory(HostState.DIRECTORY, true)),
            FILE + " is a directory; move it away"),
        from(
            "a directory is a file",
            s -> s.file("/etc/docker/certs.d", Content.of("")),
            "/etc/docker/certs.d is a file, a directory is needed; move it away"),
        from(
            "a device",
            s -> s.at(FILE, new PathFact.Other("neither a file nor a directory")),
            FILE + " is neither a file nor a directory; put a regular file in its place"),
        from(
            "a file that is too large",
            s -> s.at(FILE, new PathFact.Other("a file of 2097152 bytes")),
            FILE
                + " is a file of 2,097,152 bytes, and hosttrust reads no more than 1,048,576; make"
                + " it smaller"),
        from(
            "a file in place of a directory, however large",
            s -> s.at("/etc/docker", new PathFact.Other("a file of 2097152 bytes")),
            "/etc/docker is a file of 2097152 bytes; put a directory in its place"),
        from(
            "no conf",
            s -> s.absent("/etc/ca-certificates.conf"),
            "/etc/ca-certificates.conf is missing, which the tool needs; put it back with 'apt-get"
                + " install --reinstall ca-certificates'"),
        from(
            "a read-only file system",
            s ->
                s.absent(FILE)
                    .at(
                        "/usr/share/ca-certificates/local",
                        new PathFact.Directory(HostState.DIRECTORY, false)),
            "/usr/share/ca-certificates/local cannot be written to; if its file system is mounted"
                + " read-only, remount it with 'mount -o remount,rw'"),
        from(
            "the base name is another entry's, even deselected",
            s -> s.conf("!mozilla/harbor.crt\nlocal/harbor.crt\n"),
            "/usr/share/ca-certificates/mozilla/harbor.crt" + CLASH),
        from(
            "the base name is that of a file of the administrator",
            s -> s.administratorCertificate("/usr/local/share/ca-certificates/x/harbor.crt"),
            "/usr/local/share/ca-certificates/x/harbor.crt" + CLASH),
        from(
            "the link leads elsewhere",
            s -> s.pemLink(HARBOR, LinkFact.Kind.ELSEWHERE, "/srv/harbor.pem"),
            "/srv/harbor.pem" + CLASH),
        from(
            "the link is a file",
            s -> s.pemLink(HARBOR, LinkFact.Kind.NO_LINK, ""),
            "/etc/ssl/certs/harbor.pem" + CLASH),
        from(
            "all at once",
            s -> s.uid(7).at(FILE, new PathFact.Directory(HostState.DIRECTORY, true)),
            "the commands run as uid 7, not as root; log in as root or become it with -b",
            FILE + " is a directory; move it away"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("obstacles")
  void leavesTheHostAloneFor(String name, UnaryOperator<HostState> state, List<String> reasons) {
    HostState host = state.apply(HostState.converged(WANTED_TRUST));

    assertThat(Planner.plan(WANTED_TRUST, host.facts())).isEqualTo(new Obstacles(reasons));
  }

  @Test
  void isNotKeptFromAConvergedHostByAReadOnlyFileSystem() {
    HostState host =
        HostState.converged(WANTED_TRUST)
            .at("/etc/ssl/certs", new PathFact.Directory(HostState.DIRECTORY, false));

    assertThat(Planner.plan(WANTED_TRUST, host.facts()))
        .isInstanceOfSatisfying(Plan.class, plan -> assertThat(plan.isEmpty()).isTrue());
  }

  @Test
  void takesADanglingLinkForAFreeName() {
    HostState host =
        HostState.fresh(WANTED_TRUST).pemLink(HARBOR, LinkFact.Kind.DANGLING, "/gone/harbor.crt");

    assertThat(Planner.plan(WANTED_TRUST, host.facts())).isInstanceOf(Plan.class);
  }

  @Test
  void namesTheRootOfATreeThatIsNone() {
    Wanted wanted = TestSpecs.wanted(new TreeRoot("/srv/image"), HARBOR);
    HostState state = HostState.fresh(wanted).absent("/etc/ca-certificates.conf");

    assertThat(((Obstacles) Planner.plan(wanted, state.facts())).reasons())
        .containsExactly(
            "/srv/image/etc/ca-certificates.conf is missing, which the tool needs; see whether"
                + " /srv/image holds a system");
  }
}
