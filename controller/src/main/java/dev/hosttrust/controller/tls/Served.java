// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.tls;

/**
 * What one address of a server serves.
 *
 * @param address where it was looked for, {@code address:port}
 * @param chain where its chain leads
 * @param detail for people: the certificate and its issuer, or why nothing is known
 */
public record Served(String address, Chain chain, String detail) {

  /** Where a chain leads, for a client that trusts one of the two CAs. */
  public enum Chain {
    /** To the new CA, and not to the old one. */
    NEW("new"),
    /** To either: an intermediate is signed across, or the new CA has the key of the old one. */
    BOTH("both"),
    /** Still to the old CA alone. */
    OLD("old"),
    /** To neither, or it is not valid now. */
    NEITHER("neither"),
    /** To the new CA, but the certificate is for other names. */
    WRONG_NAME("wrong-name"),
    /** There was no handshake. */
    UNREACHABLE("unreachable");

    private final String word;

    Chain(String word) {
      this.word = word;
    }

    /** As reports have it. */
    public String word() {
      return word;
    }

    /** Whether a client that trusts the new CA alone can connect. */
    public boolean isNew() {
      return this == NEW || this == BOTH;
    }
  }
}
