// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.certificate.TestCertificates;
import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.AnchorName;
import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.agent.trust.TreeRoot;
import dev.hosttrust.agent.trust.TrustSpec;
import java.security.cert.CertificateException;
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
    return CERTIFICATES.computeIfAbsent(commonName, TestSpecs::create);
  }

  /** Another CA with the same subject. */
  public static CaCertificate renewed(String commonName) {
    return create(commonName);
  }

  private static CaCertificate create(String commonName) {
    try {
      return CaCertificate.ofDer(TestCertificates.ca("CN=" + commonName).der());
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Anchor anchor(String name, CaCertificate certificate, String... registries) {
    return new Anchor(
        new AnchorName(name), certificate, Arrays.stream(registries).map(Registry::parse).toList());
  }

  public static Wanted wanted(TreeRoot root, Anchor... anchors) {
    return new Wanted(root, new TrustSpec(List.of(anchors)), Stores.DEFAULT);
  }
}
