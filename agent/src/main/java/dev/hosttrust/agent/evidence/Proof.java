// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.evidence;

import java.util.Locale;

/**
 * One thing that was read back from a host and shows that an anchor is trusted there, or is not.
 *
 * @param store the store's name, such as {@code system}
 * @param anchor the anchor's name
 * @param path the file or link that was read
 * @param sha256 lower-case hex; of the certificate for a bundle or a hash link, of the whole
 *     content for a file; empty for an absent one whose certificate is not known
 */
public record Proof(String store, String anchor, Kind kind, String path, String sha256) {
  /** How the path shows it. */
  public enum Kind {
    /** It holds the certificate, among others. */
    BUNDLE,
    /** A lookup by the subject's hash finds the certificate by this link. */
    HASH_LINK,
    /** It is the file that the store reads. */
    FILE,
    /** It does not hold the certificate, or is not there, and the anchor shall not be trusted. */
    ABSENT;

    /** In lower case, as reports have it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
