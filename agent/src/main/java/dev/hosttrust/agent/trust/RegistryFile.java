// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.trust;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.certificate.PemWriter;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * The {@code ca.crt} of one registry's directory. Docker adds every certificate of the file to its
 * roots (moby, {@code registry.ReadCertsDirectory}; Go, {@code CertPool.AppendCertsFromPEM}), so
 * the parts of a bundle share it.
 *
 * @param registry names the directory
 * @param certificates in the order of the file; at least one
 */
public record RegistryFile(Registry registry, List<CaCertificate> certificates) {
  public RegistryFile {
    certificates = List.copyOf(certificates);
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException(registry + " has no certificate");
    }
  }

  /** The bytes of the file; a fresh copy. One certificate alone keeps the bytes of its file. */
  public byte[] content() {
    if (certificates.size() == 1) {
      return certificates.getFirst().pem();
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    certificates.forEach(certificate -> all.writeBytes(PemWriter.certificate(certificate.der())));
    return all.toByteArray();
  }
}
