// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.CaProfile;
import dev.hosttrust.testhosts.LocalTlsServer;
import dev.hosttrust.testhosts.TestCa;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From one CA to another, with a real TLS server and hosts that are trees on this machine. */
class RotateTest {
  private static final String NAME = "harbor.example.com";
  private static final TestCa OLD = TestCa.named("Old CA");
  private static final TestCa NEW = TestCa.named("New CA");

  @TempDir private Path directory;
  private LocalFleet fleet;
  private LocalTlsServer server;

  @BeforeEach
  void start() throws IOException {
    fleet = new LocalFleet(directory, "node1", "node2", "node3");
    OLD.writeTo(directory.resolve("old.crt"));
    NEW.writeTo(directory.resolve("new.crt"));
    server = LocalTlsServer.start(OLD.server(NAME));
    CommandLineRun before =
        fleet.run(
            "rollout",
            "-i",
            "hosts.ini",
            "--ca",
            "old.crt",
            "--name",
            "harbor",
            "--registry",
            NAME);
    assertThat(before.exitCode()).as(before.err()).isZero();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /**
   * @param more also in place of what is given otherwise
   */
  private CommandLineRun rotate(String step, String... more) {
    List<String> words = new ArrayList<>(List.of("rotate", step, "-i", "hosts.ini"));
    Map.of("--name", "harbor", "--ca", "new.crt", "--previous", "old.crt")
        .forEach(
            (option, value) -> {
              if (!List.of(more).contains(option)) {
                words.addAll(List.of(option, value));
              }
            });
    words.addAll(List.of("--registry", NAME, "--connect", server.address()));
    words.addAll(List.of(more));
    return fleet.run(words.toArray(String[]::new));
  }

  /** Whether the bundle of a host has a CA. */
  private boolean trusts(String host, TestCa ca) throws IOException {
    return Files.readString(fleet.root(host).resolve("etc/ssl/certs/ca-certificates.crt"))
        .contains(ca.pem());
  }

  @Test
  void leadsThroughItsStepsAndRefusesThemInAnotherOrder() throws IOException {
    CommandLineRun tooEarly = rotate("finish");
    assertThat(tooEarly.exitCode()).isEqualTo(6);
    assertThat(tooEarly.out())
        .contains(
            "3 of 3 need 'rotate add': node[1-3]",
            NAME + " at " + server.address() + " still serves the old CA's chain: CN=" + NAME,
            "Next: run 'hosttrust rotate add' for the hosts that need it; change no server's"
                + " certificate until then.");
    assertThat(tooEarly.err())
        .contains("refused, and no host was changed: something may still need the old CA");
    assertThat(trusts("node1", NEW)).isFalse();
    assertThat(trusts("node1", OLD)).isTrue();

    CommandLineRun added = rotate("add");
    assertThat(added.out())
        .contains("3 hosts: 0 ok, 3 changed", "3 of 3 trust both: node[1-3]")
        .contains(
            "Next: every host trusts the new CA, so give " + NAME + " certificates of it now");
    assertThat(added.exitCode()).isZero();
    assertThat(trusts("node1", NEW)).isTrue();
    assertThat(trusts("node1", OLD)).isTrue();

    CommandLineRun serverIsOld = rotate("finish");
    assertThat(serverIsOld.exitCode()).isEqualTo(6);
    assertThat(serverIsOld.out()).contains("still serves the old CA's chain");
    assertThat(trusts("node1", OLD)).isTrue();

    server.serve(NEW.server(NAME));
    assertThat(rotate("status").out())
        .contains("serves the new CA's chain: CN=" + NAME + ", issued by CN=New CA")
        .contains("Next: every server serves the new CA's chain, so 'hosttrust rotate finish'");
    assertThat(rotate("finish", "--check", "--diff").out())
        .contains("3 would change", "-[CN=Old CA (SHA-256 ")
        .doesNotContain("BEGIN CERT", "END CERT", "base64", "cannot be read");
    assertThat(trusts("node1", OLD)).isTrue();

    CommandLineRun finished = rotate("finish");
    assertThat(finished.out())
        .contains("3 hosts: 0 ok, 3 changed", "3 of 3 trust the new CA alone: node[1-3]")
        .contains("the rotation is done");
    assertThat(finished.exitCode()).isZero();
    assertThat(trusts("node1", NEW)).isTrue();
    assertThat(trusts("node1", OLD)).isFalse();

    CommandLineRun again = rotate("finish");
    assertThat(again.out()).contains("3 hosts: 3 ok, 0 changed");
    assertThat(again.exitCode()).isZero();
    assertThat(rotate("status").out()).contains("the rotation is done");
  }

  @Test
  void aStepThatDidNotReachAllHostsIsCalledAgain() throws IOException {
    fleet.breakHost("node2");

    CommandLineRun added = rotate("add");
    assertThat(added.exitCode()).isEqualTo(2);
    assertThat(added.out())
        .contains("2 of 3 trust both: node[1,3]", "unknown   node2: failed: ")
        .contains("run the same command again")
        .doesNotContain("--resume");
    server.serve(NEW.server(NAME));

    CommandLineRun refused = rotate("finish");
    assertThat(refused.exitCode()).isEqualTo(6);
    assertThat(refused.out()).contains("unknown   node2: failed: ");
    assertThat(trusts("node1", OLD)).isTrue();

    fleet.repair("node2");
    assertThat(rotate("finish").out())
        .contains("1 of 3 needs 'rotate add': node2")
        .contains("broken    " + NAME + ": serves the new CA's chain already")
        .contains(
            "Next: run 'hosttrust rotate add' for the hosts that need it; until then hosts may refuse "
                + NAME
                + ".\n")
        .doesNotContain("certificate until then");
    assertThat(rotate("add").exitCode()).isZero();
    assertThat(rotate("finish").exitCode()).isZero();
  }

  @Test
  void goesOnWithoutHostsThatAreExcused() throws IOException {
    Files.writeString(directory.resolve("gone"), "node2\nnode3\n");
    fleet.breakHost("node2");
    server.serve(NEW.server(NAME));

    assertThat(rotate("add", "--excuse", "@gone").exitCode()).isZero();
    CommandLineRun finished = rotate("finish", "--excuse", "node[2-3]");

    assertThat(finished.exitCode()).isZero();
    assertThat(finished.out())
        .contains("warning: node[2-3]: excused: neither looked at nor changed")
        .contains("1 of 1 trusts the new CA alone: node1");
    assertThat(trusts("node3", OLD)).isTrue();
    assertThat(rotate("add", "--excuse", "all").err()).contains("--excuse all: no host is left");
  }

  @Test
  void hostsThatALimitLeavesOutAreMissingUntilTheyAreExcused() throws IOException {
    CommandLineRun added = rotate("add", "-l", "node1");
    assertThat(added.out())
        .contains(
            "1 of 3 trusts both: node1",
            "unknown   node[2-3]: left out by -l; --excuse is for hosts")
        .contains("Next: the unknown hosts must be looked at as well, or be named with --excuse");
    assertThat(added.exitCode()).isEqualTo(6);
    server.serve(NEW.server(NAME));

    assertThat(rotate("finish", "-l", "node1").exitCode()).isEqualTo(6);
    assertThat(trusts("node1", OLD)).isTrue();

    assertThat(rotate("finish", "-l", "node1", "--excuse", "all:!node1").exitCode()).isZero();
    assertThat(trusts("node1", OLD)).isFalse();
  }

  @Test
  void refusesToPutItsCasInThePlaceOfAThirdOne() throws IOException {
    TestCa.named("Stale CA").writeTo(directory.resolve("stale.crt"));

    CommandLineRun wrong = rotate("add", "--previous", "stale.crt");

    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.out())
        .contains("harbor.crt holds CN=Old CA", "which is neither the new CA nor the previous one");
    assertThat(trusts("node1", OLD)).isTrue();
    assertThat(trusts("node1", NEW)).isFalse();
    assertThat(rotate("add", "--check", "--previous", "stale.crt").exitCode()).isEqualTo(2);
  }

  @Test
  void aCaThatTheSpecTakesAwayMayGoWhileTheNewOneComes() throws IOException {
    TestCa ancient = TestCa.named("Ancient CA");
    ancient.writeTo(directory.resolve("ancient.crt"));
    Path file = fleet.root("node1").resolve("etc/docker/certs.d/" + NAME + "/ca.crt");
    Files.writeString(file, OLD.pem() + ancient.pem());
    Files.writeString(
        directory.resolve("trust.yml"),
        """
        anchors:
          - {name: harbor, certificate: new.crt, previous: old.crt, registries: [%s]}
          - {name: ancient, certificate: ancient.crt, state: absent}
        """
            .formatted(NAME));

    CommandLineRun added =
        fleet.run(
            "rotate",
            "add",
            "-i",
            "hosts.ini",
            "--spec",
            "trust.yml",
            "--connect",
            server.address());

    assertThat(added.exitCode()).as(added.out() + added.err()).isZero();
    assertThat(Files.readString(file)).contains(OLD.pem(), NEW.pem()).doesNotContain(ancient.pem());
  }

  @Test
  void aFinishThatWasCutOffIsCalledAgain() throws IOException {
    rotate("add");
    server.serve(NEW.server(NAME));
    Path conf = fleet.root("node2").resolve("etc/ca-certificates.conf");
    String text = Files.readString(conf);
    Files.writeString(conf, text.replace("local/harbor.crt\n", "!local/harbor.crt\n"));

    CommandLineRun status = rotate("status");
    assertThat(status.out())
        .contains("1 of 3 trusts the new CA, and has the old one still or a part of it: node2")
        .contains("'hosttrust rotate finish' takes the old CA away")
        .doesNotContain("broken");

    CommandLineRun finished = rotate("finish");
    assertThat(finished.exitCode()).as(finished.out() + finished.err()).isZero();
    assertThat(finished.out()).contains("3 of 3 trust the new CA alone: node[1-3]");
  }

  @Test
  void aFileOfSomebodyElseThatKeepsTheOldCaHoldsTheEndUp() throws IOException {
    rotate("add");
    server.serve(NEW.server(NAME));
    Path other = fleet.root("node2").resolve("etc/docker/certs.d/" + NAME + "/other.crt");
    Files.writeString(other, OLD.pem());

    CommandLineRun finished = rotate("finish");
    assertThat(finished.exitCode()).as(finished.out() + finished.err()).isEqualTo(6);
    assertThat(finished.out() + finished.err())
        .contains("other.crt has the certificate of harbor as well, so that it stays trusted")
        .contains("2 of 3 trust the new CA alone: node[1,3]")
        .contains("1 of 3 trusts the new CA, and has the old one still or a part of it: node2");

    Files.delete(other);
    assertThat(rotate("finish").exitCode()).isZero();
  }

  @Test
  void aRegistryThatWasNotNamedHoldsTheEndUp() throws IOException {
    String other = NAME + ":8443";
    String file = "/etc/docker/certs.d/" + other + "/ca.crt";
    Path there = fleet.root("node2").resolve(file.substring(1));
    Files.createDirectories(there.getParent());
    Files.writeString(there, OLD.pem());

    String later = file + " has the CA that is to go as harbor; name its registry as well";
    assertThat(rotate("add").out()).contains(later);
    server.serve(NEW.server(NAME));
    assertThat(rotate("status").out()).contains("notes     node2: " + later);

    CommandLineRun finished = rotate("finish");
    assertThat(finished.exitCode()).as(finished.out() + finished.err()).isEqualTo(6);
    assertThat(finished.out())
        .contains(
            file + " still trusts harbor; name its registry as well, as by --registry " + other)
        .contains("2 of 3 trust the new CA alone: node[1,3]")
        .contains("1 of 3 trusts the new CA, and has the old one still or a part of it: node2")
        .contains(
            "Next: mend what is said above of node2, then call 'hosttrust rotate finish' again")
        .doesNotContain("notes     ");
    CommandLineRun status = rotate("status");
    assertThat(status.out())
        .contains("has the old one still or a part of it: node2")
        .contains("notes     node2: " + file + " still trusts harbor")
        .doesNotContain("the rotation is done");
    assertThat(rotate("status", "-o", "json").out())
        .contains("\"notes\":[{\"note\":\"" + file + " still trusts harbor");

    String[] both = {"--registry", other, "--connect", other + "=" + server.address()};
    assertThat(rotate("add", both).exitCode()).isZero();
    CommandLineRun named = rotate("finish", both);
    assertThat(named.exitCode()).as(named.out() + named.err()).isZero();
    assertThat(named.out()).contains("the rotation is done");
    assertThat(there).content().isEqualTo(NEW.pem());
  }

  /** The previous CA lies under another name than the one that is given. */
  @Test
  void aSlipInTheNameIsToldAndLeadsOutAgain() throws IOException {
    String file = "/usr/share/ca-certificates/local/harbor.crt";

    CommandLineRun added = rotate("add", "--name", "harbr");
    assertThat(added.out())
        .contains(file + " has the certificate of harbr already, as harbor; use that name");
    server.serve(NEW.server(NAME));
    CommandLineRun finished = rotate("finish", "--name", "harbr");

    assertThat(finished.exitCode()).isEqualTo(2);
    assertThat(finished.out())
        .contains(file + " has the certificate of harbr as well, so it would stay trusted; list")
        .contains(
            "Next: mend what is said above of node[1-3], then call 'hosttrust rotate finish'");
    Files.writeString(
        directory.resolve("trust.yml"),
        """
        anchors:
          - {name: harbr, certificate: new.crt, previous: old.crt, registries: [%s]}
          - {name: harbor, state: absent}
        """
            .formatted(NAME));
    String[] words = {"-i", "hosts.ini", "--spec", "trust.yml", "--connect", server.address()};
    assertThat(fleet.run(concat("add", words)).exitCode()).isZero();
    CommandLineRun mended = fleet.run(concat("finish", words));
    assertThat(mended.exitCode()).as(mended.out() + mended.err()).isZero();
    assertThat(trusts("node1", OLD)).isFalse();
    assertThat(trusts("node1", NEW)).isTrue();
  }

  @Test
  void aRotationIsNotDoneWhileAServerServesTheOldChain() throws IOException {
    rotate("add");
    server.serve(NEW.server(NAME));
    rotate("finish");
    server.serve(OLD.server(NAME));

    CommandLineRun status = rotate("status");

    assertThat(status.out())
        .contains("broken    " + NAME + ": serves the old CA's chain still")
        .contains("so give " + NAME + " certificates of it now; no host has the old CA any more.\n")
        .doesNotContain("the rotation is done");
  }

  @Test
  void looksForAServerInEachOfItsPlaces() throws IOException {
    rotate("add");
    server.serve(NEW.server(NAME));
    String place;
    try (LocalTlsServer second = LocalTlsServer.start(OLD.server(NAME))) {
      place = second.address();
      CommandLineRun refused = rotate("finish", "--connect", place);

      assertThat(refused.exitCode()).isEqualTo(6);
      assertThat(refused.out())
          .contains(NAME + " at " + server.address() + " serves the new CA's chain")
          .contains(NAME + " at " + place + " still serves the old CA's chain");
    }
    CommandLineRun away = rotate("finish", "--connect", place);
    assertThat(away.exitCode()).isEqualTo(6);
    assertThat(away.out()).contains(NAME + " at " + place + " cannot be looked at");
  }

  @Test
  void aServerThatSaysNothingIsGivenUpInTheTimeThatAConnectionHas() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      String place = "127.0.0.1:" + mute.getLocalPort();

      assertThat(rotate("status", "--connect", place, "-T", "1").out())
          .contains(server.address() + " still serves the old CA's chain")
          .containsPattern(place + " .*no handshake within 1 s");
    }
  }

  @Test
  void eachCaHasAServerOfItsOwn() throws IOException {
    TestCa.named("Mail CA").writeTo(directory.resolve("mail-old.crt"));
    TestCa.named("Mail CA 2").writeTo(directory.resolve("mail.crt"));
    Files.writeString(
        directory.resolve("trust.yml"),
        """
        stores: [system]
        anchors:
          - {name: harbor, certificate: new.crt, previous: old.crt, registries: [r.example.com]}
          - {name: mail, certificate: mail.crt, previous: mail-old.crt}
        """);
    String[] words = {"-i", "hosts.ini", "--spec", "trust.yml", "--connect", server.address()};

    assertThat(fleet.run(concat("finish", concat("--server", words, NAME))).err())
        .contains(
            "--server %1$s: say which of the CAs that change it serves, as NAME=%1$s; NAME is one of harbor, mail"
                .formatted(NAME));
    assertThat(fleet.run(concat("finish", concat("--server", words, "harbor=" + NAME))).err())
        .contains("--server: is missing, and mail has no registry");
    assertThat(fleet.run(concat("finish", concat("--server", words, "mail=r.example.com"))).err())
        .contains("--server mail=r.example.com: is a server of harbor already");
  }

  @Test
  void namesTheOneServerThatIsNotReady() throws IOException {
    try (LocalTlsServer other = LocalTlsServer.start(NEW.server("other.example.com"))) {
      String[] both = {
        "--server",
        "other.example.com:8443",
        "--connect",
        "other.example.com:8443=" + other.address()
      };
      assertThat(rotate("add", both).out()).contains("so give " + NAME + " certificates of");
      CommandLineRun refused = rotate("finish", both);
      assertThat(refused.exitCode()).isEqualTo(6);
      assertThat(refused.out())
          .contains(NAME + " at " + server.address() + " still serves the old CA's chain")
          .contains("other.example.com:8443 at " + other.address() + " serves the new CA's chain");
    }
    server.close();
    CommandLineRun away = rotate("finish");
    assertThat(away.exitCode()).isEqualTo(6);
    assertThat(away.out())
        .contains(NAME + " at " + server.address() + " cannot be looked at: ")
        .contains(
            "Next: every host trusts the new CA; what %s serves was not seen, so say with --connect where to look, or answer for it with --excuse-server; then"
                .formatted(NAME))
        .doesNotContain("so give");

    CommandLineRun excused = rotate("finish", "--excuse-server", NAME);

    assertThat(excused.out()).contains(NAME + " is excused: nobody looked at it");
    assertThat(excused.exitCode()).isZero();
    assertThat(trusts("node1", OLD)).isFalse();
  }

  @Test
  void aChainThatLeadsToBothIsNewEnough() throws IOException {
    rotate("add");
    server.serve(NEW.crossSignedBy(OLD).server(NAME));

    CommandLineRun finished = rotate("finish");

    assertThat(finished.out()).contains("serves a chain that leads to both CAs");
    assertThat(finished.exitCode()).isZero();
  }

  @Test
  void goesBackWithTheTwoCasExchanged() throws IOException {
    rotate("add");

    CommandLineRun back = rotate("finish", "--ca", "old.crt", "--previous", "new.crt");

    assertThat(back.exitCode()).as(back.out() + back.err()).isZero();
    assertThat(trusts("node1", OLD)).isTrue();
    assertThat(trusts("node1", NEW)).isFalse();
  }

  @Test
  void takesASpecFileWithAnExpiredCaThatGoes() throws IOException {
    CaProfile.named("Last CA").expired().create().writeTo(directory.resolve("old.crt"));
    Files.writeString(
        directory.resolve("trust.yml"),
        """
        stores: [system]
        anchors:
          - {name: other, certificate: ca.crt}
          - {name: hub, certificate: new.crt, previous: old.crt, registries: [%s]}
        """
            .formatted(NAME));
    String[] words = {
      "-i", "hosts.ini", "--spec", "trust.yml", "--connect", server.address(), "-o", "json"
    };
    server.serve(NEW.server(NAME));

    CommandLineRun added = fleet.run(concat("add", words));
    assertThat(added.exitCode()).as(added.err()).isZero();
    assertThat(added.out().lines().toList().getLast())
        .startsWith("{\"type\":\"rotation\"")
        .contains(
            "\"step\":\"add\",\"next\":\"finish\",\"refused\":false,\"anchors\":[{\"name\":\"hub\"",
            "\"both\":[\"node",
            "\"new\":[],\"partly\":[],\"lacking\":[],\"unknown\":[],\"stale\":[],\"trusting\":[]",
            "\"server\":\"harbor.example.com\",\"excused\":false,\"addresses\":[{\"address\":\"127.0.0.1:",
            "\"chain\":\"new\"");

    CommandLineRun finished = fleet.run(concat("finish", words));
    assertThat(finished.exitCode()).as(finished.err()).isZero();
    assertThat(finished.out().lines().toList().getLast()).contains("\"next\":\"done\"");
    assertThat(trusts("node1", NEW)).isTrue();
    assertThat(Files.readString(fleet.root("node1").resolve("etc/ca-certificates.conf")))
        .contains("local/other.crt");
  }

  @Test
  void reportsSayWhichStepItWasAndHowFarTheRotationIs() throws IOException {
    rotate("add", "--report", "add.json", "--report", "add.html", "--report", "add.xml");
    server.serve(NEW.server(NAME));
    CommandLineRun dry = rotate("finish", "--check", "-o", "json", "--report", "dry.json");
    rotate("finish", "--report", "finish.json");

    assertThat(report("add.json"))
        .contains("\"command\":\"rotate\",\"step\":\"add\"")
        .containsOnlyOnce("\"rotation\": {\"type\":\"rotation\"")
        .contains("\"step\":\"add\",\"next\":\"servers\"", "\"both\":[\"node");
    assertThat(report("add.html")).contains("<title>hosttrust rotate add, ");
    assertThat(report("add.xml")).contains("<testsuites name=\"hosttrust rotate add\"");
    assertThat(dry.out().lines().filter(line -> line.contains("\"type\":\"rotation\""))).hasSize(1);
    assertThat(report("dry.json")).contains("\"step\":\"finish\",\"next\":\"finish\"");
    assertThat(report("finish.json")).contains("\"step\":\"finish\",\"next\":\"done\"");
    assertThat(fleet.run("report", "merge", "add.json", "--report", "merged.json").exitCode())
        .isZero();
    assertThat(report("merged.json"))
        .contains("\"step\":\"add\"", "\"rotation\": {\"type\":\"rotation\"");
    Files.writeString(directory.resolve("dry.jsonl"), dry.out());
    CommandLineRun log = fleet.run("report", "merge", "dry.jsonl", "--report", "log.json");
    assertThat(log.exitCode()).as(log.err()).isZero();
    assertThat(report("log.json")).contains("\"step\":\"finish\",\"next\":\"finish\"");
  }

  private String report(String name) throws IOException {
    return Files.readString(directory.resolve(name));
  }

  /** An option and its value behind other words. */
  private static String[] concat(String option, String[] words, String value) {
    return Stream.concat(Stream.of(words), Stream.of(option, value)).toArray(String[]::new);
  }

  private static String[] concat(String step, String... words) {
    List<String> all = new ArrayList<>(List.of("rotate", step));
    all.addAll(List.of(words));
    return all.toArray(String[]::new);
  }

  @Test
  void offersNoShardsAndSaysWhyItTakesNone() {
    for (String help : List.of("--help", "--help-all")) {
      assertThat(fleet.run("rotate", help).out()).contains("--max-fail").doesNotContain("--shard");
    }
    assertThat(rotate("status", "--shard", "1/2").err())
        .isEqualTo("hosttrust: --shard: a rotation looks at all hosts, so leave it out\n");
  }

  /** However an IPv6 address is written, it is the same server. */
  @Test
  void excusesAServerWhoseAddressIsWrittenInAnotherWay() {
    CommandLineRun status =
        rotate(
            "status",
            "--server",
            "[2001:DB8::5]:5000",
            "--excuse-server",
            "[2001:db8:0:0:0:0:0:5]:5000",
            "--excuse-server",
            "HARBOR.example.com");

    assertThat(status.err()).isEmpty();
    assertThat(status.out())
        .contains("[2001:DB8::5]:5000 is excused", NAME + " is excused")
        .doesNotContain("cannot be reached");
  }

  @Test
  void tellsAllThatIsWrongWithItsInputAtOnce() {
    CommandLineRun wrong =
        rotate(
            "finish",
            "--server",
            "a:b",
            "--connect",
            "c.example.com=d",
            "--excuse-server",
            "e.example.com",
            "--excuse-daemon",
            "podman");
    assertThat(wrong.exitCode()).isEqualTo(5);
    assertThat(wrong.err())
        .contains(
            "--server a:b: 'a:b' has the port 'b'",
            "--connect c.example.com: is neither a registry of what rotates nor a --server",
            "--excuse-server e.example.com: is neither a registry",
            "--excuse-daemon podman: there is none of this name");

    assertThat(fleet.run("rotate", "-i", "hosts.ini", "--ca", "new.crt").err())
        .contains("name the new one with --ca FILE and the old one with --previous FILE");
    assertThat(
            fleet
                .run("rotate", "-i", "hosts.ini", "--ca", "new.crt", "--previous", "old.crt")
                .err())
        .contains("--name: is missing");
    CommandLineRun noServer =
        fleet.run(
            "rotate",
            "finish",
            "-i",
            "hosts.ini",
            "--ca",
            "new.crt",
            "--previous",
            "old.crt",
            "--name",
            "harbor");
    assertThat(noServer.exitCode()).isEqualTo(5);
    assertThat(noServer.err()).contains("--server: is missing, and harbor has no registry");
    assertThat(rotate("finish", "--ca", "missing.crt", "--server", "a:b").err())
        .contains("missing.crt", "--server a:b: 'a:b' has the port 'b'");
    assertThat(rotate("start").err()).containsIgnoringCase("status, add, finish");
  }
}
