// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.facts;

import java.util.List;
import java.util.Optional;

/**
 * The effect of one anchor on a host.
 *
 * @param bundled the DER of the certificate as it was read from the bundle; empty if it is not
 *     there
 * @param hashLinks names under {@code /etc/ssl/certs}, such as {@code 5ed36f99.0}, by which a
 *     lookup finds the anchor's file
 * @param pem what stands at {@code /etc/ssl/certs/NAME.pem}
 */
public record AnchorFacts(Optional<Content> bundled, List<String> hashLinks, Pem pem) {
  /** Neither in the bundle nor anywhere else. */
  public static final AnchorFacts NONE =
      new AnchorFacts(Optional.empty(), List.of(), new Pem(Pem.Kind.ABSENT, ""));

  public AnchorFacts {
    hashLinks = List.copyOf(hashLinks);
  }

  /**
   * The link that {@code update-ca-certificates} makes for a certificate's base name.
   *
   * @param target where it leads; empty if it is no link, or leads to the anchor's file
   */
  public record Pem(Kind kind, String target) {
    /** Whose it is. */
    public enum Kind {
      ABSENT,
      /** Leads to the anchor's file. */
      OURS,
      /** Leads to another file, which exists. */
      FOREIGN,
      /** Leads nowhere. */
      DANGLING,
      /** Not a link. */
      OTHER,
    }
  }
}
