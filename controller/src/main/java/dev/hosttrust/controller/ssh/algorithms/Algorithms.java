// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.algorithms;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The algorithms that may be used with a host. Immutable.
 *
 * @param lists names by kind, best first; a kind that is missing has its usual ones
 * @param hostKeysAsListed whether the order of host key algorithms is the operator's, so that it is
 *     not changed for the keys that known_hosts has
 * @param minimumRsaBits shorter RSA keys are refused, the host's and ours: {@code RequiredRSASize}
 */
public record Algorithms(
    Map<AlgorithmKind, List<String>> lists, boolean hostKeysAsListed, int minimumRsaBits) {
  /** {@code SSH_RSA_MINIMUM_MODULUS_SIZE} in OpenSSH's sshkey.h. */
  public static final int USUAL_RSA_BITS = 1024;

  /** Where the configuration says nothing. */
  public static final Algorithms USUAL = new Algorithms(Map.of(), false, USUAL_RSA_BITS);

  public Algorithms {
    Map<AlgorithmKind, List<String>> copy = new EnumMap<>(AlgorithmKind.class);
    lists.forEach((kind, names) -> copy.put(kind, List.copyOf(names)));
    lists = Map.copyOf(copy);
  }

  /** The names of one kind, best first. */
  public List<String> of(AlgorithmKind kind) {
    return Optional.ofNullable(lists.get(kind)).orElseGet(kind::usual);
  }

  /** The same, with commas between them, as SSH sends them. */
  public String commaSeparated(AlgorithmKind kind) {
    return String.join(",", of(kind));
  }
}
