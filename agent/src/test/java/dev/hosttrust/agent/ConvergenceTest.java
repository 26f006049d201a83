package dev.hosttrust.agent;

import static dev.hosttrust.agent.TestSpecs.anchor;
import static dev.hosttrust.agent.TestSpecs.ca;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.Outcome.WouldChange;
import dev.hosttrust.agent.evidence.Evidence.AnchorEvidence;
import dev.hosttrust.agent.facts.Survey;
import dev.hosttrust.agent.plan.Step.UpdateTrust;
import dev.hosttrust.agent.shell.ExecResult;
import dev.hosttrust.agent.shell.Shell;
import dev.hosttrust.agent.spec.CaCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole way on one host: the real agent, shell and update-ca-certificates in a directory. */
class ConvergenceTest {
  private static final String CERTIFICATE = "/usr/share/ca-certificates/local/harbor.crt";
  private static final String CONF = "/etc/ca-certificates.conf";
  private static final String BUNDLE = "/etc/ssl/certs/ca-certificates.crt";
  private static final String REGISTRY = "/etc/docker/certs.d/harbor.example.com:8443";
  private static final String REGISTRY_CA = REGISTRY + "/ca.crt";

  private final CaCertificate certificate = ca("Harbor CA");

  @TempDir private Path directory;
  private ScratchHost host;

  @BeforeEach
  void start() throws IOException {
    host = new ScratchHost(directory.resolve("host"), "dash");
  }

  private static Survey survey(ScratchHost host, CaCertificate certificate) {
    return TestSpecs.survey(host.root(), anchor("harbor", certificate, "harbor.example.com:8443"));
  }

  private Outcome rollout(CaCertificate certificate) {
    return rollout(host, certificate);
  }

  private Outcome rollout(Shell shell, CaCertificate certificate) {
    return Convergence.rollout(survey(host, certificate), plan -> Optional.empty()).run(shell);
  }

  private static String hashLink(CaCertificate certificate) {
    return "/etc/ssl/certs/" + certificate.subjectHash() + ".0";
  }

  private static void assertUpdated(Outcome outcome, boolean fresh) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Changed.class,
            changed ->
                assertThat(changed.plan().steps().getLast())
                    .isInstanceOfSatisfying(
                        UpdateTrust.class, update -> assertThat(update.fresh()).isEqualTo(fresh)));
  }

  private static void assertFailed(Outcome outcome, String... reasons) {
    assertThat(outcome).isEqualTo(new Failed(List.of(reasons)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash --posix", "bash", "busybox sh"})
  void bringsAFreshHostToTheTrustInTwoExecsAndThenNeedsOne(String shell) throws IOException {
    host = new ScratchHost(directory.resolve("other"), shell.split(" "));

    Outcome first = rollout(certificate);

    assertUpdated(first, false);
    assertThat(host.execs()).isEqualTo(2);
    assertThat(host.read(CERTIFICATE)).isEqualTo(host.read(REGISTRY_CA));
    assertThat(host.read(CONF)).endsWith("mozilla/Root_1.crt\nlocal/harbor.crt\n");
    assertThat(host.read(BUNDLE)).contains(host.read(CERTIFICATE));
    assertThat(host.path(hashLink(certificate))).isSymbolicLink();

    Outcome second = rollout(certificate);

    assertThat(host.execs()).isEqualTo(3);
    assertThat(second)
        .isInstanceOfSatisfying(
            Unchanged.class,
            unchanged -> {
              AnchorEvidence proof = unchanged.evidence().anchors().getFirst();
              assertThat(proof.bundleFingerprint()).isEqualTo(certificate.fingerprint());
              assertThat(proof.hashLinks()).containsExactly(hashLink(certificate));
              assertThat(proof.registryFiles())
                  .singleElement()
                  .satisfies(file -> assertThat(file.path()).isEqualTo(REGISTRY_CA));
            });
  }

  /** Brackets are patterns to a shell. */
  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash --posix", "bash", "busybox sh"})
  void writesTheDirectoryOfARegistryThatIsAnIpv6Address(String shell) throws IOException {
    host = new ScratchHost(directory.resolve("other"), shell.split(" "));
    Survey survey =
        TestSpecs.survey(host.root(), anchor("six", certificate, "[2001:db8::5]:5000", "[::1]"));
    Convergence rollout = Convergence.rollout(survey, plan -> Optional.empty());

    assertUpdated(rollout.run(host), false);
    assertThat(rollout.run(host)).isInstanceOf(Unchanged.class);

    String file = "/usr/share/ca-certificates/local/six.crt";
    assertThat(host.read("/etc/docker/certs.d/[2001:db8::5]:5000/ca.crt"))
        .isEqualTo(host.read(file));
    assertThat(host.read("/etc/docker/certs.d/[::1]/ca.crt")).isEqualTo(host.read(file));
  }

  @Test
  void saysWhatAnEarlierRolloutLeftTrusted() {
    CaCertificate old = ca("Old CA");
    String left = "harbor" + old.partSuffix();
    Survey both =
        TestSpecs.survey(
            host.root(),
            anchor(left, old),
            anchor("harbor" + certificate.partSuffix(), certificate));
    Convergence.rollout(both, plan -> Optional.empty()).run(host);
    List<String> warnings =
        List.of(
            "also trusts "
                + left
                + " of an earlier rollout, which is not in this one; see"
                + " /usr/share/ca-certificates/local");
    CaCertificate wanted = ca("New CA");

    Outcome check = Convergence.dryRun(survey(host, wanted)).run(host);
    assertThat(((WouldChange) check).plan().warnings()).hasSize(1);
    assertThat(((Changed) rollout(certificate)).warnings()).isEqualTo(warnings);
    assertThat(((Unchanged) rollout(certificate)).warnings()).isEqualTo(warnings);
  }

  @Test
  void leavesNothingButTheTrustBehind() throws IOException {
    rollout(certificate);

    assertThat(host.tree().keySet()).noneMatch(path -> path.contains(".hosttrust-"));
  }

  @Test
  void changesNothingInADryRun() throws IOException {
    SortedMap<String, String> before = host.tree();

    Outcome outcome = Convergence.dryRun(survey(host, certificate)).run(host);

    assertThat(outcome).isInstanceOf(WouldChange.class);
    assertThat(host.tree()).isEqualTo(before);
    assertThat(host.execs()).isEqualTo(1);
  }

  @Test
  void makesTheLinksAnewForAnotherCertificateUnderTheName() throws IOException {
    CaCertificate old = ca("Last year's CA");
    rollout(old);

    assertUpdated(rollout(certificate), true);

    assertThat(host.path(hashLink(certificate))).isSymbolicLink();
    assertThat(host.path(hashLink(old))).doesNotExist();
    assertThat(host.read(BUNDLE)).contains(host.read(CERTIFICATE));
  }

  @Test
  void replacesACertificateWithTheSameSubject() throws IOException {
    rollout(TestSpecs.renewed("Harbor CA"));

    assertUpdated(rollout(certificate), true);

    assertThat(rollout(certificate)).isInstanceOf(Unchanged.class);
  }

  @Test
  void repairsAHostOnWhichTheToolNeverRan() throws IOException {
    String pem = new String(certificate.pem(), StandardCharsets.US_ASCII);
    host.write(CERTIFICATE, pem);
    host.write(REGISTRY_CA, pem);
    host.write(CONF, host.read(CONF) + "local/harbor.crt\n");

    assertUpdated(rollout(certificate), false);

    assertThat(host.read(BUNDLE)).contains(pem);
  }

  @Test
  void repairsABundleThatWasEdited() throws IOException {
    rollout(certificate);
    host.write(BUNDLE, host.read(BUNDLE).replace(host.read(CERTIFICATE), ""));

    assertUpdated(rollout(certificate), false);

    assertThat(host.read(BUNDLE)).contains(host.read(CERTIFICATE));
  }

  @Test
  void takesNothingOverFromAToolThatWasKilled() throws IOException {
    host.write(BUNDLE + ".new", "-----BEGIN CERTIFICATE-----\nhalf a certifi");

    rollout(certificate);

    assertThat(host.read(BUNDLE)).contains(host.read(CERTIFICATE)).doesNotContain("half");
  }

  @Test
  void repairsAHashLinkThatIsGone() throws IOException {
    rollout(certificate);
    Files.delete(host.path(hashLink(certificate)));

    assertUpdated(rollout(certificate), true);

    assertThat(host.path(hashLink(certificate))).isSymbolicLink();
  }

  @Test
  void takesALinkToAnotherFileWithTheSameCertificate() throws IOException {
    host.write(
        "/usr/local/share/ca-certificates/a-copy.crt",
        "text above\n" + new String(certificate.pem(), StandardCharsets.US_ASCII));
    host.runTool();

    assertUpdated(rollout(certificate), false);

    assertThat(host.path(hashLink(certificate)).toRealPath().getFileName())
        .hasToString("a-copy.crt");
    assertThat(rollout(certificate)).isInstanceOf(Unchanged.class);
  }

  @Test
  void leavesOneLineWhereOneSelectsAndOneDeselects() throws IOException {
    rollout(certificate);
    host.write(CONF, "!local/harbor.crt\n" + host.read(CONF));

    assertUpdated(rollout(certificate), false);

    assertThat(host.read(CONF)).containsOnlyOnce("local/harbor.crt").doesNotContain("!");
  }

  @Test
  void putsModesRightWithoutAnUpdate() throws IOException {
    rollout(certificate);
    Files.setPosixFilePermissions(
        host.path(CERTIFICATE), PosixFilePermissions.fromString("rw-rw-rw-"));
    Files.setPosixFilePermissions(
        host.path(REGISTRY), PosixFilePermissions.fromString("rwx------"));

    assertThat(rollout(certificate))
        .isInstanceOfSatisfying(
            Changed.class, changed -> assertThat(changed.plan().updates()).isFalse());

    assertThat(Files.getPosixFilePermissions(host.path(CERTIFICATE)))
        .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(Files.getPosixFilePermissions(host.path(REGISTRY)))
        .isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void takesSpecialBitsOffDirectories(String shell) throws IOException {
    ScratchHost there = new ScratchHost(directory.resolve("there"), shell.split(" "));
    Files.createDirectories(there.path("/etc/docker"));
    Files.setAttribute(there.path("/etc/docker"), "unix:mode", 02755);
    Files.createDirectories(there.path("/usr/share/ca-certificates/local"));
    Files.setAttribute(there.path("/usr/share/ca-certificates/local"), "unix:mode", 03755);

    Outcome outcome =
        Convergence.rollout(survey(there, certificate), plan -> Optional.empty()).run(there);

    assertThat(outcome).isInstanceOf(Changed.class);
    assertThat(mode(there, "/usr/share/ca-certificates/local")).isEqualTo(0755);
    assertThat(mode(there, REGISTRY)).isEqualTo(0755);
  }

  private static int mode(ScratchHost host, String path) throws IOException {
    return (int) Files.getAttribute(host.path(path), "unix:mode") & 07777;
  }

  @Test
  void passesOnWhatTheToolComplainsAbout() throws IOException {
    host.write(CONF, host.read(CONF) + "mozilla/Gone.crt\n");
    host.write("/etc/ca-certificates/update.d/broken", "#!/bin/sh\nexit 3\n");
    Files.setPosixFilePermissions(
        host.path("/etc/ca-certificates/update.d/broken"),
        PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThat(rollout(certificate))
        .isInstanceOfSatisfying(
            Changed.class,
            changed ->
                assertThat(changed.warnings())
                    .hasSize(2)
                    .anyMatch(w -> w.startsWith("W:") && w.contains("mozilla/Gone.crt not found"))
                    .anyMatch(w -> w.startsWith("E:") && w.contains("exited with code 3")));
  }

  @Test
  void isNotMisledByWhatALoginShellPrints() {
    Shell noisy =
        (command, stdin) -> {
          ExecResult result = host.exec(command, stdin);
          String noise = "@hosttrust 0 begin 1\nWelcome! No newline at the end";
          String all = noise + result.stdoutText() + "bye\n@hosttrust 0 end\n";
          return new ExecResult(
              result.status(), all.getBytes(StandardCharsets.UTF_8), result.stderr());
        };

    assertThat(rollout(noisy, certificate)).isInstanceOf(Changed.class);
  }

  @Test
  void saysWhatTheHostPrintedWhereTheAgentDoesNotRun() {
    Shell broken =
        (command, stdin) ->
            new ExecResult(127, new byte[0], "sh: not found\n".getBytes(StandardCharsets.UTF_8));

    assertFailed(
        rollout(broken, certificate),
        "the agent did not run: 'sh -s' ended with status 127 and 'sh: not found'");
  }

  @Test
  void looksAgainWhereTheHostChangedAfterTheProbe() throws IOException {
    Shell changing = betweenProbeAndApply(1);

    assertThat(rollout(changing, certificate)).isInstanceOf(Changed.class);

    assertThat(host.execs()).isEqualTo(4);
    assertThat(host.read(CONF)).endsWith("# somebody was here\nlocal/harbor.crt\n");
  }

  @Test
  void givesUpWhereTheHostKeepsChanging() throws IOException {
    Shell changing = betweenProbeAndApply(2);

    assertFailed(
        rollout(changing, certificate),
        CONF
            + " changed while the host was looked at, twice; see who else writes there, then run"
            + " again");

    assertThat(host.path(CERTIFICATE)).doesNotExist();
  }

  /** Appends to the conf before each of the first changes. */
  private Shell betweenProbeAndApply(int times) {
    AtomicInteger left = new AtomicInteger(times);
    return (command, stdin) -> {
      if (isApply(stdin) && left.getAndDecrement() > 0) {
        try {
          host.write(CONF, host.read(CONF) + "# somebody was here\n");
        } catch (IOException e) {
          throw new AssertionError(e);
        }
      }
      return host.exec(command, stdin);
    };
  }

  @Test
  void waitsAMomentForAnotherRolloutThenFails() throws IOException, InterruptedException {
    SortedMap<String, String> before = host.tree();
    String certs = host.path("/etc/ssl/certs").toString();
    Process other = new ProcessBuilder("flock", certs, "-c", "echo held; exec cat").start();
    assertThat(other.inputReader().readLine()).isEqualTo("held");

    Outcome outcome = rollout(edited("lock_wait='10'", "lock_wait='1'"), certificate);

    assertFailed(
        outcome,
        "another rollout or update-ca-certificates is at work on this host; run again when it is"
            + " done");
    assertThat(host.tree()).isEqualTo(before);
    other.getOutputStream().close();
    other.waitFor();
    assertThat(rollout(certificate)).isInstanceOf(Changed.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void putsEverythingBackWhereAStepFails(int step) throws IOException {
    SortedMap<String, String> before = host.tree();
    // The step does its work and then fails, so that its own undoing is shown as well.
    Outcome outcome =
        rollout(afterStep(step, 8, "[ $phase != do ] || no_such_command"), certificate);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Failed.class,
            failed ->
                assertThat(failed.reasons())
                    .singleElement()
                    .asString()
                    .contains("no_such_command")
                    .endsWith("not found; the host is as it was"));
    assertThat(host.tree()).isEqualTo(before);
    assertThat(rollout(certificate)).isInstanceOf(Changed.class);
  }

  @Test
  void putsAReplacedCertificateBackWhereTheToolFails() throws IOException {
    rollout(ca("Last year's CA"));
    Files.createDirectory(host.path(BUNDLE + ".new"));
    SortedMap<String, String> before = host.tree();

    Outcome outcome = rollout(certificate);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Failed.class,
            failed ->
                assertThat(failed.reasons())
                    .singleElement()
                    .asString()
                    .startsWith("update-ca-certificates failed: ")
                    .contains("ca-certificates.crt.new")
                    .endsWith("; the host is as it was"));
    assertThat(host.tree()).isEqualTo(before);
  }

  @Test
  void putsBackWhatAHookDidAlsoWhereItSweptUpAfterAnInterruptedRun() throws IOException {
    rollout(ca("Last year's CA"));
    String keystore = "/etc/ssl/certs/java/cacerts";
    host.write(keystore, "a keystore");
    SortedMap<String, String> before = host.tree();
    host.write("/etc/ssl/.hosttrust-0.certs/x.pem", "left over");
    host.write("/usr/share/ca-certificates/local/.hosttrust-0.1.old", "left over");
    Path hook = host.path("/etc/ca-certificates/update.d/hook");
    host.write(
        "/etc/ca-certificates/update.d/hook",
        "#!/bin/sh\n: >%s\n: >%s\n".formatted(host.path(keystore), host.path(BUNDLE)));
    Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));

    Outcome outcome = rollout(certificate);

    assertFailed(
        outcome,
        "could not update the system store: update-ca-certificates ran, but the bundle lacks anchor"
            + " 1; the host is as it was");
    Files.delete(hook);
    assertThat(host.tree()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void convergesAfterBeingKilledBehindAnyStep(int step) throws IOException {
    rollout(ca("Last year's CA"));
    Files.delete(host.path(REGISTRY_CA));
    CaCertificate old = ca("Last year's CA");
    Shell dying = afterStep(step, 3, "kill -9 $$");

    rollout(dying, certificate);

    String pem = host.read(CERTIFICATE);
    assertThat(pem)
        .isIn(
            new String(certificate.pem(), StandardCharsets.US_ASCII),
            new String(old.pem(), StandardCharsets.US_ASCII));
    assertThat(rollout(certificate)).isInstanceOf(Changed.class);
    assertThat(rollout(certificate)).isInstanceOf(Unchanged.class);
    assertThat(host.tree().keySet()).noneMatch(path -> path.contains(".hosttrust-"));
    assertThat(host.read(BUNDLE)).containsOnlyOnce(host.read(CERTIFICATE));
  }

  @Test
  void doesNothingWhereTheProgramIsCutShort() throws IOException {
    SortedMap<String, String> before = host.tree();
    AtomicInteger cuts = new AtomicInteger();
    Shell cutting =
        (command, stdin) -> {
          if (isApply(stdin)) {
            for (int length = 0; length < stdin.length - 1; length += stdin.length / 40) {
              host.exec(command, Arrays.copyOf(stdin, length));
              cuts.incrementAndGet();
            }
            return host.exec(command, Arrays.copyOf(stdin, stdin.length - 30));
          }
          return host.exec(command, stdin);
        };

    Outcome outcome = rollout(cutting, certificate);

    assertThat(cuts).hasValueGreaterThan(35);
    assertThat(outcome).isInstanceOf(Failed.class);
    assertThat(host.tree()).isEqualTo(before);
  }

  private static boolean isApply(byte[] stdin) {
    return new String(stdin, StandardCharsets.UTF_8).contains("{ hosttrust_apply </dev/null; }");
  }

  /** The host with a command put behind one of the steps of a change. */
  private Shell afterStep(int step, int last, String command) {
    String end = "\n      ;;\n  " + (step == last ? "esac\n}\n{ " : "  " + (step + 1) + ") ");
    return edited(end, "\n" + command + end);
  }

  /** The host with one place of the program for a change edited. */
  private Shell edited(String from, String to) {
    return (command, stdin) -> {
      String program = new String(stdin, StandardCharsets.UTF_8);
      return host.exec(command, program.replace(from, to).getBytes(StandardCharsets.UTF_8));
    };
  }
}
