// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.evidence.Evidence;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.listing.Listing;
import dev.hosttrust.agent.protocol.ProtocolException;
import dev.hosttrust.agent.shell.Shell;
import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.agent.store.Listings;
import dev.hosttrust.agent.trust.TreeRoot;
import java.util.List;
import java.util.function.Consumer;

/** Looks at what a host trusts, and changes nothing. Immutable. */
public final class Survey {
  private final TreeRoot root;

  /**
   * @param root where the host's tree starts
   */
  public Survey(TreeRoot root) {
    this.root = root;
  }

  /**
   * Looks at one host; every failure of the host or the connection is an outcome.
   *
   * @param found is told what there is, before this returns; not called of a host that failed
   */
  public Outcome run(Shell shell, Consumer<Listing> found) {
    try {
      Facts facts = HostLook.at(shell, root, known -> Listings.questions(root, known)).facts();
      if (!facts.missingTools().isEmpty()) {
        return new Failed(Listings.missingTools(facts));
      }
      found.accept(Listings.of(root, facts));
      return new Unchanged(new Evidence(List.of()), List.of());
    } catch (ShellException e) {
      return Outcome.of(e);
    } catch (ProtocolException e) {
      return new Failed(e.getMessage());
    }
  }
}
