// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rotation;

import java.util.List;

/**
 * Which of the two CAs a host trusts, as it was read back.
 *
 * @param reason why that is not known, or what keeps {@code rotate finish} from taking the old CA
 *     away, for people; else empty
 * @param blind daemons that started before the new CA came and do not see it
 * @param clinging daemons that started before the old CA went and still trust it
 * @param notes what else the operator should know of the host
 */
public record HostStanding(
    String host,
    Trust trust,
    String reason,
    List<String> blind,
    List<String> clinging,
    List<String> notes) {
  /** What a host trusts. */
  public enum Trust {
    /** The old CA and the new one, in every store. */
    BOTH,
    /** The new CA in every store, and the old one in none. */
    NEW,
    /**
     * The new CA in every store, and the old one in some, or its removal has not come to its end.
     */
    PARTLY,
    /** Something is missing that a rollout of both CAs would bring. */
    LACKING,
    /** It was looked at without success. */
    FAILED,
    UNREACHABLE,
    /** Nobody looked, and nobody said that it need not trust the new CA. */
    LEFT_OUT;

    /** Whether it is known what the host trusts. */
    public boolean isKnown() {
      return switch (this) {
        case BOTH, NEW, PARTLY, LACKING -> true;
        case FAILED, UNREACHABLE, LEFT_OUT -> false;
      };
    }
  }

  public HostStanding {
    blind = List.copyOf(blind);
    clinging = List.copyOf(clinging);
    notes = List.copyOf(notes);
  }

  /** A host whose daemons see what its stores have. */
  public static HostStanding of(String host, Trust trust, List<String> notes) {
    return new HostStanding(host, trust, "", List.of(), List.of(), notes);
  }

  /** A host of which it is not known what it trusts. */
  public static HostStanding unknown(String host, Trust trust, String reason) {
    return new HostStanding(host, trust, reason, List.of(), List.of(), List.of());
  }

  /** Whether the old CA stays until somebody mends what keeps it. */
  public boolean isStuck() {
    return trust == Trust.PARTLY && !reason.isEmpty();
  }
}
