// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import java.util.List;

/** What a store holds on a host, whoever put it there. Stateless, as a {@link Store} is. */
interface StoreListing {

  /** What it wants to know of a host; as {@link Store#questions}. All are only looked at. */
  List<Question<?>> questions(Facts known);

  /** Adds what there is. Those of the system store are there already. */
  void list(Facts facts, Found found);
}
