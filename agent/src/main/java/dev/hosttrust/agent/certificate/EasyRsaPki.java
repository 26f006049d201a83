// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.certificate;

import dev.hosttrust.words.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The PKI directory of Easy-RSA 3 ({@code easyrsa init-pki}), whose CA certificate is {@code
 * ca.crt} (EasyRSA-Readme, "Directory structure"). Nothing else in it is read. Immutable.
 */
public final class EasyRsaPki {
  private static final String CA = "ca.crt";
  private final CaFileReader reader;

  /**
   * @param reader reads and checks the CA certificate
   */
  public EasyRsaPki(CaFileReader reader) {
    this.reader = reader;
  }

  /**
   * Reads the CA certificate of a PKI directory; anything that is not a PKI directory becomes a
   * problem.
   */
  public CaFile read(Path pki) {
    Path certificate = pki.resolve(CA);
    if (Files.exists(certificate)) {
      return reader.read(certificate);
    }
    if (!Files.exists(pki)) {
      return refused(pki, "does not exist", "give the directory that `easyrsa init-pki` made");
    }
    if (!Files.isDirectory(pki)) {
      return refused(pki, "is not a directory", "give a single file as the certificate");
    }
    return refused(pki, "has no ca.crt", remedy(pki));
  }

  private static String remedy(Path pki) {
    Path inner = pki.resolve("pki");
    if (Files.isDirectory(inner)) {
      return "give the PKI directory inside it, " + inner;
    }
    if (Files.exists(pki.resolve("reqs").resolve("ca.req"))) {
      return "have its request reqs/ca.req signed by the upper CA, and put the certificate there";
    }
    return Files.isDirectory(pki.resolve("private"))
        ? "make the CA first: easyrsa build-ca"
        : "give the directory that `easyrsa init-pki` made, as a rule its name is pki";
  }

  private static CaFile refused(Path pki, String what, String remedy) {
    String origin = pki.toString();
    return new CaFile(origin, List.of(), List.of(new Problem(origin, what, remedy)), List.of());
  }
}
