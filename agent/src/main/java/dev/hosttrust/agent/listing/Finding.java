// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.listing;

import java.util.Locale;

/**
 * Something on a host that somebody should look at.
 *
 * @param store the name of the store
 * @param path the file or link that it is about
 * @param message a sentence that names the path
 */
public record Finding(String store, Kind kind, String path, String message) {

  /** What it is about. */
  public enum Kind {
    /** A file in the system store that its list leaves out. */
    NOT_SELECTED,
    /** A file that is selected, and whose certificate no program sees. */
    NOT_IN_BUNDLE,
    /** The same for programs that look it up by its hash. */
    NO_HASH_LINK,
    /** The same for programs in Java. */
    NOT_IN_KEYSTORE,
    /** A trusted certificate that no file explains. */
    UNEXPLAINED,
    /** A registry's certificate that the system store does not have. */
    NOT_IN_SYSTEM_STORE,
    /** A private key where none should be, or that others can read. */
    PRIVATE_KEY,
    /** A client's certificate without its key, or a key without its certificate. */
    CLIENT_CERTIFICATE,
    DANGLING_LINK,
    /** A link by the hash of another subject. */
    STALE_HASH_LINK,
    /** A file that should hold a certificate. */
    NO_CERTIFICATE,
    /** A file that is named, and not there. */
    MISSING_FILE,
    /** A certificate in a place that no program reads. */
    NOT_READ,
    /** What could not be looked into. */
    UNREADABLE;

    /** For programs. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
