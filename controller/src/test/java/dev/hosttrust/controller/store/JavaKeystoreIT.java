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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All clients of TLS on a host agree with what was rolled out, Java with its keystore included. */
class JavaKeystoreIT {
  private static final TestCa OLD = TestCa.named("Harbor CA");
  private static final TestCa RENEWED = TestCa.named("Harbor CA");
  private static final TestCa RENAMED = RENEWED.withSameKey(CaProfile.named("Company CA"));
  private static final TestCa CROSS_SIGNED = OLD.crossSignedBy(TestCa.named("Root CA"));
  private static final String HOOK = "/etc/ca-certificates/update.d/jks-keystore";
  private static final String RESTORE_HOOK = "mv /root/jks-keystore " + HOOK;
  private static final String KEYSTORE = "/etc/ssl/certs/java/cacerts";
  private static final Map<DebianRelease, TlsClients> CLIENTS = new EnumMap<>(DebianRelease.class);

  /** All that a reconfiguration of the package might change. */
  private static final String STATE =
      """
      cat /etc/ca-certificates.conf /etc/ssl/certs/ca-certificates.crt | sha256sum
      find /etc/ssl/certs -type l -printf '%p %l\\n' | sort | sha256sum
      [ ! -e /etc/ssl/certs/java/cacerts ] || keytool -list -cacerts -storepass changeit 2>/dev/null | grep SHA | sort | sha256sum
      """;

  private @Nullable TlsClients current;

  /** A host with Java, which has none of the CAs. */
  private void on(DebianRelease release) {
    current = CLIENTS.computeIfAbsent(release, r -> new TlsClients(r, ""));
  }

  private TlsClients clients() {
    return Objects.requireNonNull(current);
  }

  @AfterAll
  static void stop() {
    CLIENTS.values().forEach(TlsClients::close);
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
    Outcome next = converge(present, absent);
    assertThat(next).as("%s", next).isInstanceOf(Unchanged.class);
    return ((Changed) outcome).plan();
  }

  private void assertTrusted(TestCa... cas) {
    for (TestCa ca : cas) {
      assertThat(clients().trust(ca)).as(ca.fingerprint()).doesNotContainValue(false);
    }
  }

  private void assertRefused(TestCa... cas) {
    for (TestCa ca : cas) {
      assertThat(clients().trust(ca)).as(ca.fingerprint()).doesNotContainValue(true);
    }
  }

  /** What upgrades do: the state is the same afterwards. */
  private void assertThatUpgradesChangeNothing() {
    String before = clients().host().run(STATE);
    clients().host().run("dpkg-reconfigure -f noninteractive ca-certificates");
    assertThat(clients().host().run(STATE)).as("after dpkg-reconfigure").isEqualTo(before);
    clients().host().run("dpkg -i /opt/packages/ca-certificates_*.deb");
    assertThat(clients().host().run(STATE)).as("after a reinstallation").isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void allClientsAgree(DebianRelease release) {
    on(release);

    assertThatClientsAgree();

    assertThat(clients().trust(OLD)).containsKey("Java");
  }

  @ParameterizedTest
  @EnumSource
  void allClientsOfAHostWithoutJavaAgree(DebianRelease release) {
    String purge = "dpkg --purge --force-depends ca-certificates-java && rm /usr/bin/java\n";
    try (TlsClients withoutJava = new TlsClients(release, purge)) {
      current = withoutJava;

      assertThatClientsAgree();

      assertThat(clients().trust(OLD)).doesNotContainKey("Java");
    }
  }

  private void assertThatClientsAgree() {
    assertRefused(OLD);

    change(List.of(harbor(OLD)));
    assertTrusted(OLD);
    assertThatUpgradesChangeNothing();

    change(List.of(harbor(RENEWED)));
    assertTrusted(RENEWED);
    assertRefused(OLD);

    change(List.of(harbor(RENAMED)));
    assertTrusted(RENAMED);
    assertThatUpgradesChangeNothing();

    change(List.of(), absent());
    assertRefused(RENAMED, RENEWED, OLD);
    assertThatUpgradesChangeNothing();
  }

  @ParameterizedTest
  @EnumSource
  void oneOfTwoWithTheSameSubjectGoes(DebianRelease release) {
    on(release);

    change(List.of(part(RENEWED), harbor(OLD)));
    assertTrusted(OLD, RENEWED);
    change(List.of(harbor(RENEWED)), absent(OLD));
    assertRefused(OLD);
    assertTrusted(RENEWED);

    change(List.of(), absent());
    assertRefused(RENEWED);
  }

  /** A certificate by the CA's key stays trusted as long as one of the two is there. */
  @ParameterizedTest
  @EnumSource
  void oneOfTwoWithTheSameSubjectAndKeyGoes(DebianRelease release) {
    on(release);

    change(List.of(part(CROSS_SIGNED), harbor(OLD)));
    assertTrusted(OLD, CROSS_SIGNED);
    change(List.of(harbor(CROSS_SIGNED)), absent(OLD));
    assertThat(clients().trust(OLD)).containsEntry("Java", false).containsEntry("curl", true);
    assertTrusted(CROSS_SIGNED);

    change(List.of(), absent());
    assertRefused(OLD, CROSS_SIGNED);
  }

  private static List<String> commands(Plan plan) {
    return plan.tools().stream().map(RunTool::command).toList();
  }

  @Test
  void whatTheHookWasNotToldIsMended() {
    on(DebianRelease.TRIXIE);
    change(List.of(harbor(OLD)));
    clients().host().writeFile("/usr/share/ca-certificates/local/harbor.crt", RENEWED.pem());
    clients().host().run("update-ca-certificates");
    assertThat(clients().trust(RENEWED)).containsEntry("Java", false).containsEntry("curl", true);

    Plan replaced = change(List.of(harbor(RENEWED)));

    assertThat(commands(replaced)).containsExactly("update-ca-certificates --fresh");
    assertThat(replaced.tools().getFirst().reasons())
        .containsExactly("Java's keystore lacked harbor");
    assertTrusted(RENEWED);
    assertRefused(OLD);

    clients()
        .host()
        .run(
            """
            rm /usr/share/ca-certificates/local/harbor.crt
            sed -i /harbor/d /etc/ca-certificates.conf
            update-ca-certificates --fresh
            """);
    assertThat(clients().trust(RENEWED)).containsEntry("Java", true).containsEntry("curl", false);

    Plan removed = change(List.of(), absent());

    assertThat(commands(removed)).containsExactly(HOOK);
    assertRefused(RENEWED);
  }

  private void replaceHook(String command) {
    clients().host().run("mv " + HOOK + " /root/");
    clients().host().writeFile(HOOK, "#!/bin/sh\n" + command + "\n", 0755);
  }

  /** The links are gone by then, and with them what the hook would have been told. */
  @Test
  void aRemovalThatWasKilledInTheHookIsTakenUp() {
    on(DebianRelease.TRIXIE);
    change(List.of(harbor(OLD)));
    replaceHook("read -r nonce pid </run/hosttrust.lock; kill -9 $pid");

    assertThat(converge(List.of(), absent(OLD))).isInstanceOf(Failed.class);

    clients().host().run(RESTORE_HOOK);
    assertThat(clients().keystore()).contains(OLD.fingerprint());
    change(List.of(), absent(OLD));
    assertRefused(OLD);
  }

  @Test
  void aHookThatFailsIsToldAndHeardOfAgain() {
    on(DebianRelease.TRIXIE);
    change(List.of(harbor(OLD)));
    replaceHook("exit 3");

    Outcome failed = converge(List.of(), absent(OLD));

    assertThat(failed).as("%s", failed).isInstanceOf(Failed.class);
    assertThat(((Failed) failed).reasons())
        .contains("changed, but still to do: Java's keystore still had harbor")
        .anySatisfy(reason -> assertThat(reason).contains("jks-keystore exited with code 3"));
    assertThat(clients().trust(OLD)).containsEntry("Java", true).containsEntry("curl", false);
    clients().host().run(RESTORE_HOOK);
    change(List.of(), absent(OLD));
    assertRefused(OLD);
  }

  @Test
  void aKeystoreThatNothingUpdatesIsTold() {
    on(DebianRelease.TRIXIE);
    change(List.of(harbor(OLD)));
    clients().host().run("sed -i s/^cacerts_updates=.*/cacerts_updates=no/ /etc/default/cacerts");
    try {
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
      assertThat(clients().trust(OLD)).containsEntry("Java", false).containsEntry("curl", true);
    } finally {
      clients()
          .host()
          .run("sed -i s/^cacerts_updates=.*/cacerts_updates=yes/ /etc/default/cacerts");
      converge(List.of(), absent());
    }
  }
}
