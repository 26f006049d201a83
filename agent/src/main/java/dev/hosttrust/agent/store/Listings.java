// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.listing.Listing;
import dev.hosttrust.agent.trust.TreeRoot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** What all stores of a host hold, those included that hosttrust never writes to. */
public final class Listings {
  private static final String JAVA = "java";

  private Listings() {}

  private static SequencedMap<String, StoreListing> all(TreeRoot root) {
    SequencedMap<String, StoreListing> all = new LinkedHashMap<>();
    Stores.ALL.forEach(store -> all.put(store.id(), store.listing(root)));
    all.put(JAVA, new JavaListing());
    return all;
  }

  /** What a host must be asked; as {@link Stores#questions}. */
  public static List<Question<?>> questions(TreeRoot root, Facts known) {
    return all(root).values().stream()
        .<Question<?>>flatMap(listing -> listing.questions(known).stream())
        .distinct()
        .toList();
  }

  /** Which tools a host lacks to be looked at, each with what it is needed for. */
  public static List<String> missingTools(Facts facts) {
    return PathChecks.missingTools(facts);
  }

  /** What a host holds that answered all of them. */
  public static Listing of(TreeRoot root, Facts facts) {
    Listing.Builder listing = new Listing.Builder();
    all(root).forEach((id, store) -> store.list(facts, new Found(id, listing)));
    return listing.build();
  }
}
