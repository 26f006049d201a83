// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.certificate;

/**
 * One PEM block whose base64 is sound.
 *
 * @param label what stands between {@code BEGIN} and the dashes
 * @param line the number of the line with {@code BEGIN}, from 1
 * @param der the decoded bytes; not copied
 * @param strict whether every TLS library reads the block as it stands, see {@link PemParser}
 */
@SuppressWarnings("ArrayRecordComponent") // lives while one file is read, never compared
record PemBlock(String label, int line, byte[] der, boolean strict) {

  /** {@code X509 CERTIFICATE} is the old label, which OpenSSL reads (pem.h) and Go does not. */
  boolean isCertificate() {
    return label.equals("CERTIFICATE") || label.equals("X509 CERTIFICATE");
  }

  /**
   * Parameters of a key, such as {@code EC PARAMETERS}, are nobody's secret, and OpenSSL passes
   * over them when it loads certificates. Private keys are found in the text.
   */
  boolean isPassedOver() {
    return label.endsWith(" PARAMETERS") || label.contains("PRIVATE KEY");
  }
}
