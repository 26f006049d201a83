package dev.hosttrust.agent;

import dev.hosttrust.agent.facts.Survey;
import dev.hosttrust.agent.facts.TreeRoot;
import dev.hosttrust.agent.spec.Anchor;
import dev.hosttrust.agent.spec.AnchorName;
import dev.hosttrust.agent.spec.CaCertificate;
import dev.hosttrust.agent.spec.Registry;
import dev.hosttrust.agent.spec.TrustSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Trust specs over throw-away CAs, each made once a JVM. */
public final class TestSpecs {
  private static final Map<String, CaCertificate> CERTIFICATES = new ConcurrentHashMap<>();

  private TestSpecs() {}

  /** A CA whose subject is this common name; the same one for the same name. */
  public static CaCertificate ca(String commonName) {
    return CERTIFICATES.computeIfAbsent(commonName, name -> create("/CN=" + name));
  }

  /** Another CA with the same subject. */
  public static CaCertificate renewed(String commonName) {
    return create("/CN=" + commonName);
  }

  private static CaCertificate create(String subject) {
    try {
      Path directory = Files.createTempDirectory("pki");
      Path file = TestCa.create(directory, subject);
      return CaCertificate.ofDer(
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file)))
              .getEncoded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Anchor anchor(String name, CaCertificate certificate, String... registries) {
    return new Anchor(
        new AnchorName(name), certificate, Arrays.stream(registries).map(Registry::parse).toList());
  }

  public static Survey survey(TreeRoot root, Anchor... anchors) {
    return new Survey(root, new TrustSpec(List.of(anchors)));
  }
}
