// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Step.RunTool;
import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.AnchorName;
import dev.hosttrust.agent.trust.TreeRoot;
import dev.hosttrust.agent.trust.TrustSpec;
import dev.hosttrust.testhosts.CaProfile;
import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.TestCa;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All clients of TLS on a host agree with what was rolled out, Java with its keystore included. */
class JavaKeystoreIT {
  private static final TestCa OLD = TestCa.named("Harbor CA");
  private static final TestCa RENEWED = TestCa.named("Harbor CA");
  private static final TestCa RENAMED = RENEWED.withSameKey(CaProfile.named("Company CA"));
  private static final TestCa CROSS_SIGNED = OLD.crossSignedBy(TestCa.named("Root CA"));
  private static final Set<String> NOBODY = Set.of();
  private static final String HOOK = "/etc/ca-certificates/update.d/jks-keystore";
  private static final String RESTORE_HOOK = "mv /root/jks-keystore " + HOOK;
  private static final String KEYSTORE = "/etc/ssl/certs/java/cacerts";

  /** All that a reconfiguration of the package might change. */
  private static final String STATE =
      """
      cat /etc/ca-certificates.conf /etc/ssl/certs/ca-certificates.crt | sha256sum
      find /etc/ssl/certs -type l -printf '%p %l\\n' | sort | sha256sum
      [ ! -e /etc/ssl/certs/java/cacerts ] || keytool -list -cacerts -storepass changeit 2>/dev/null | grep SHA | sort | sha256sum
      """;

  /** What a refused change leaves as it is. */
  private static final String TRUST =
      """
      cat /etc/ca-certificates.conf /etc/ssl/certs/ca-certificates.crt | sha256sum
      dpkg-query -W -f '${Status}' ca-certificates-java
      """;

  private static final String PASSWORD =
      "keytool -storepasswd -cacerts -storepass %s -new %s 2>/dev/null";

  private @Nullable TlsClients started;

  private void on(DebianRelease release, boolean java, TestCa... cas) {
    started = new TlsClients(release, java, List.of(cas));
  }

  private TlsClients clients() {
    return Objects.requireNonNull(started);
  }

  @AfterEach
  void stop() {
    clients().close();
  }

  private static CaCertificate certificate(TestCa ca) {
    try {
      return CaCertificate.ofDer(ca.der());
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Under the name of a part of a bundle, beside another one of the name. */
  private static Anchor part(TestCa ca) {
    return anchor("harbor" + certificate(ca).partSuffix(), ca);
  }

  private static Anchor harbor(TestCa ca) {
    return anchor("harbor", ca);
  }

  private static Anchor anchor(String name, TestCa ca) {
    return new Anchor(new AnchorName(name), certificate(ca), List.of());
  }

  private static AbsentAnchor absent(TestCa... ca) {
    return new AbsentAnchor(
        new AnchorName("harbor"),
        Stream.of(ca).findFirst().map(JavaKeystoreIT::certificate),
        List.of());
  }

  private Outcome converge(List<Anchor> present, AbsentAnchor... absent) {
    TrustSpec spec = new TrustSpec(present, List.of(absent));
    return RolledOut.to(
        clients().host(), new Wanted(TreeRoot.SYSTEM, spec, Stores.named("system")));
  }

  private Plan change(List<Anchor> present, AbsentAnchor... absent) {
    Outcome outcome = converge(present, absent);
    assertThat(outcome).as("%s", outcome).isInstanceOf(Changed.class);
    return ((Changed) outcome).plan();
  }

  private void assertNothingToDo(List<Anchor> present, AbsentAnchor... absent) {
    Outcome outcome = converge(present, absent);
    assertThat(outcome).as("%s", outcome).isInstanceOf(Unchanged.class);
  }

  /** What upgrades do: the state is the same afterwards. */
  private void assertThatUpgradesChangeNothing() {
    String before = clients().host().run(STATE);
    clients()
        .host()
        .run(
            "dpkg-reconfigure -f noninteractive ca-certificates && dpkg -i"
                + " /opt/packages/ca-certificates_*.deb");
    assertThat(clients().host().run(STATE)).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void allClientsAgree(DebianRelease release) {
    on(release, true, OLD, RENEWED);

    change(List.of(harbor(OLD)));
    assertThat(clients().trust()).containsExactly(clients().all(), NOBODY);

    change(List.of(harbor(RENEWED)));
    assertThat(clients().trust()).containsExactly(NOBODY, clients().all());
    assertThatUpgradesChangeNothing();
    assertNothingToDo(List.of(harbor(RENEWED)));

    change(List.of(), absent());
    assertThat(clients().trust()).containsExactly(NOBODY, NOBODY);
    assertNothingToDo(List.of(), absent(RENEWED));
  }

  /** Two CAs of one subject lie side by side for a while, as in a rotation. */
  @ParameterizedTest
  @EnumSource
  void allClientsOfAHostWithoutJavaAgree(DebianRelease release) {
    on(release, false, OLD, RENEWED);

    change(List.of(harbor(OLD)));
    assertThat(clients().trust()).containsExactly(clients().all(), NOBODY);

    change(List.of(part(RENEWED), harbor(OLD)));
    assertThat(clients().trust()).containsExactly(clients().all(), clients().all());

    assertThat(clients().lookups(RENEWED, () -> change(List.of(harbor(RENEWED)), absent(OLD))))
        .containsExactly("trusted");
    assertThat(clients().trust()).containsExactly(NOBODY, clients().all());

    change(List.of(), absent());
    assertThat(clients().trust()).containsExactly(NOBODY, NOBODY);
    assertThatUpgradesChangeNothing();
    assertNothingToDo(List.of(), absent(RENEWED));
  }

  @Test
  void oneOfTwoGoesFromTheKeystore() {
    on(DebianRelease.TRIXIE, true, OLD, RENAMED, CROSS_SIGNED);
    change(List.of(part(CROSS_SIGNED), harbor(OLD)));
    Set<String> all = clients().all();
    assertThat(clients().trust()).containsExactly(all, NOBODY, all);

    change(List.of(harbor(CROSS_SIGNED)), absent(OLD));

    // A server's certificate by a CA's key is trusted as long as one of its certificates is there.
    assertThat(clients().keystore())
        .doesNotContain(OLD.fingerprint())
        .contains(CROSS_SIGNED.fingerprint());
    assertThat(clients().trust().getLast()).isEqualTo(all);

    change(List.of(), absent());
    change(List.of(harbor(RENEWED)));
    change(List.of(harbor(RENAMED)));
    assertThat(clients().trust()).containsExactly(NOBODY, all, NOBODY);
    assertThat(clients().keystore()).doesNotContain(RENEWED.fingerprint());
  }

  private static List<String> commands(Plan plan) {
    return plan.tools().stream().map(RunTool::command).toList();
  }

  @Test
  void whatTheHookWasNotToldIsMended() {
    on(DebianRelease.TRIXIE, true);
    change(List.of(harbor(OLD)));
    clients().host().writeFile("/usr/share/ca-certificates/local/harbor.crt", RENEWED.pem());
    clients().host().run("update-ca-certificates");
    assertThat(clients().keystore()).doesNotContain(RENEWED.fingerprint());

    Plan replaced = change(List.of(harbor(RENEWED)));

    assertThat(commands(replaced)).containsExactly("update-ca-certificates --fresh");
    assertThat(replaced.tools().getFirst().reasons())
        .containsExactly("Java's keystore lacked harbor");
    assertThat(clients().keystore())
        .contains(RENEWED.fingerprint())
        .doesNotContain(OLD.fingerprint());

    clients()
        .host()
        .run(
            """
            rm /usr/share/ca-certificates/local/harbor.crt
            sed -i /harbor/d /etc/ca-certificates.conf
            update-ca-certificates --fresh
            """);
    assertThat(clients().keystore()).contains(RENEWED.fingerprint());

    Plan removed = change(List.of(), absent());

    assertThat(commands(removed)).containsExactly(HOOK);
    assertThat(clients().keystore()).doesNotContain(RENEWED.fingerprint());
  }

  private void replaceHook(String command) {
    clients().host().run("mv " + HOOK + " /root/");
    clients().host().writeFile(HOOK, "#!/bin/sh\n" + command + "\n", 0755);
  }

  @Test
  void aHookThatWasKilledOrFailedIsHeardOfAgain() {
    on(DebianRelease.TRIXIE, true);
    change(List.of(harbor(OLD)));

    // The links are gone by then, and with them what the hook would have been told.
    replaceHook("read -r nonce pid </run/hosttrust.lock; kill -9 $pid");
    assertThat(converge(List.of(), absent(OLD))).isInstanceOf(Failed.class);
    clients().host().run(RESTORE_HOOK);
    assertThat(clients().keystore()).contains(OLD.fingerprint());
    change(List.of(), absent(OLD));
    assertThat(clients().keystore()).doesNotContain(OLD.fingerprint());

    change(List.of(harbor(OLD)));
    replaceHook("exit 3");
    Outcome failed = converge(List.of(), absent(OLD));
    assertThat(failed).as("%s", failed).isInstanceOf(Failed.class);
    assertThat(((Failed) failed).reasons())
        .contains("changed, but still to do: Java's keystore still had harbor")
        .anySatisfy(reason -> assertThat(reason).contains("jks-keystore exited with code 3"));
    clients().host().run(RESTORE_HOOK);
    change(List.of(), absent(OLD));
    assertThat(clients().keystore()).doesNotContain(OLD.fingerprint());
  }

  @Test
  void aKeystoreThatNothingUpdatesIsTold() {
    on(DebianRelease.TRIXIE, true);
    change(List.of(harbor(OLD)));
    clients().host().run("sed -i s/^cacerts_updates=.*/cacerts_updates=no/ /etc/default/cacerts");

    Changed removed = (Changed) converge(List.of(), absent(OLD));

    assertThat(removed.warnings())
        .anySatisfy(
            warning ->
                assertThat(warning)
                    .contains(KEYSTORE + " still has harbor, and nothing updates it")
                    .contains("'keytool -delete -cacerts -alias debian:harbor.pem'"));
    assertThat(removed.evidence().proofs()).extracting(Proof::path).doesNotContain(KEYSTORE);
    clients().host().run("keytool -delete -cacerts -storepass changeit -alias debian:harbor.pem");
    Unchanged after = (Unchanged) converge(List.of(), absent(OLD));
    assertThat(after.warnings()).noneMatch(warning -> warning.contains("keystore"));
    assertThat(after.evidence().proofs()).extracting(Proof::path).contains(KEYSTORE);

    change(List.of(harbor(OLD)));
    assertThat(clients().keystore()).doesNotContain(OLD.fingerprint());
  }

  private void assertFails(String reason, List<Anchor> present, AbsentAnchor... absent) {
    Outcome outcome = converge(present, absent);
    assertThat(outcome).as("%s", outcome).isInstanceOf(Failed.class);
    assertThat(((Failed) outcome).reasons()).anyMatch(said -> said.contains(reason));
  }

  @Test
  void aKeystoreThatCannotBeReadFailsTheHostUntilItIsMadeAnew() {
    on(DebianRelease.TRIXIE, true);
    change(List.of(harbor(OLD)));

    for (String damage :
        List.of(
            ": >" + KEYSTORE,
            "truncate -s 3000 " + KEYSTORE,
            "ln -sf nowhere " + KEYSTORE,
            "rm %1$s; mkdir %1$s".formatted(KEYSTORE))) {
      clients().host().run(damage);
      String before = clients().host().run(TRUST);

      assertFails("keystore " + KEYSTORE + " ", List.of(harbor(OLD)));
      assertFails("keystore " + KEYSTORE + " ", List.of(), absent(OLD));

      assertThat(clients().host().run(TRUST)).isEqualTo(before);
      clients().host().run("rm -d " + KEYSTORE + " && update-ca-certificates --fresh");
      assertThat(clients().keystore()).contains(OLD.fingerprint());
      assertNothingToDo(List.of(harbor(OLD)));
    }
  }

  @Test
  void aPackageThatIsHalfConfiguredIsNamed() {
    String configure = "'dpkg --configure ca-certificates-java'";
    on(DebianRelease.TRIXIE, true);
    change(List.of(harbor(OLD)));
    clients().host().run(PASSWORD.formatted("changeit", "another"));

    assertFails(configure, List.of(), absent(OLD));
    clients().host().run(PASSWORD.formatted("another", "changeit"));
    assertFails(configure, List.of(), absent(OLD));
    assertFails(configure, List.of(harbor(RENEWED)), absent(OLD));

    clients().host().run("dpkg --configure ca-certificates-java");
    converge(List.of(), absent(OLD));
    assertThat(clients().keystore()).doesNotContain(OLD.fingerprint());
    assertNothingToDo(List.of(), absent(OLD));
  }
}
