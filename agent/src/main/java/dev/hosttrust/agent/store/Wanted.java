// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.daemon.Restarts;
import dev.hosttrust.agent.trust.TreeRoot;
import dev.hosttrust.agent.trust.TrustSpec;

/**
 * What one host shall trust, and where.
 *
 * @param root where the host's tree starts
 * @param spec the wanted trust
 * @param stores which stores shall have it
 * @param restarts which daemons are restarted that do not see it otherwise
 */
public record Wanted(TreeRoot root, TrustSpec spec, Stores stores, Restarts restarts) {

  /** Where no daemon is restarted. */
  public Wanted(TreeRoot root, TrustSpec spec, Stores stores) {
    this(root, spec, stores, Restarts.NONE);
  }
}
