package dev.hosttrust.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.facts.Survey;
import dev.hosttrust.agent.spec.Anchor;
import dev.hosttrust.agent.spec.AnchorName;
import dev.hosttrust.agent.spec.CaCertificate;
import dev.hosttrust.agent.spec.Registry;
import dev.hosttrust.agent.spec.TrustSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole way on one host: the real agent, shell and update-ca-certificates in a directory. */
class ConvergenceTest {
  private static final String CERTIFICATE = "/usr/share/ca-certificates/local/harbor.crt";
  private static final String CONF = "/etc/ca-certificates.conf";
  private static final String BUNDLE = "/etc/ssl/certs/ca-certificates.crt";
  private static final String REGISTRY_CA = "/etc/docker/certs.d/harbor.example.com:8443/ca.crt";

  @TempDir private Path directory;

  private ScratchHost host(String... interpreter) throws IOException {
    return new ScratchHost(Files.createDirectories(directory.resolve("host")), interpreter);
  }

  private CaCertificate ca(String subject) throws IOException {
    Path file = TestCa.create(directory.resolve("pki"), subject);
    try {
      return CaCertificate.ofDer(
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file)))
              .getEncoded());
    } catch (CertificateException e) {
      throw new IOException(e);
    }
  }

  private static Survey survey(ScratchHost host, CaCertificate certificate) {
    return new Survey(
        host.root(),
        new TrustSpec(
            List.of(
                new Anchor(
                    new AnchorName("harbor"),
                    certificate,
                    List.of(Registry.parse("harbor.example.com:8443"))))));
  }

  private static Outcome rollout(ScratchHost host, CaCertificate certificate) {
    return Convergence.rollout(survey(host, certificate), plan -> Optional.empty()).run(host);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash --posix", "busybox sh"})
  void bringsAFreshHostToTheTrustInTwoExecsAndThenNeedsOne(String shell) throws IOException {
    ScratchHost host = host(shell.split(" "));
    CaCertificate certificate = ca("/CN=Harbor CA");

    Outcome first = rollout(host, certificate);

    assertThat(first).isInstanceOf(Changed.class);
    assertThat(host.execs()).isEqualTo(2);
    assertThat(host.read(CERTIFICATE)).isEqualTo(host.read(REGISTRY_CA));
    assertThat(host.read(CONF)).endsWith("mozilla/Root_1.crt\nlocal/harbor.crt\n");
    assertThat(host.read(BUNDLE)).contains(host.read(CERTIFICATE));
    assertThat(host.path("/etc/ssl/certs/" + certificate.subjectHash() + ".0")).isSymbolicLink();

    Outcome second = rollout(host, certificate);

    assertThat(host.execs()).isEqualTo(3);
    assertThat(second)
        .isInstanceOfSatisfying(
            Unchanged.class,
            unchanged -> {
              var anchor = unchanged.evidence().anchors().getFirst();
              assertThat(anchor.bundleFingerprint()).isEqualTo(certificate.fingerprint());
              assertThat(anchor.hashLinks())
                  .containsExactly("/etc/ssl/certs/" + certificate.subjectHash() + ".0");
              assertThat(anchor.registryFiles()).hasSize(1);
            });
  }
}
