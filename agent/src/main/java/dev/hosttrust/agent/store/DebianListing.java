// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.facts.Question.Tree;
import java.util.List;

/**
 * The system store of Debian and its like.
 *
 * <p>The distribution's certificates are the files in {@code mozilla} that dpkg's list of the
 * package {@code ca-certificates} names, or all in {@code mozilla} where there is no such list. A
 * file of any other package counts as somebody's own.
 */
final class DebianListing implements StoreListing {
  static final String MOZILLA = DebianStore.CERTIFICATES + "/mozilla";

  private static final String PACKAGE = "/var/lib/dpkg/info/ca-certificates.list";

  private static final Tree TREE =
      new Tree(
          List.of(
              DebianStore.CERTIFICATES, DebianStore.ADMINISTRATOR_CERTIFICATES, DebianStore.HASHED),
          MOZILLA,
          PACKAGE,
          "");

  @Override
  public List<Question<?>> questions(Facts known) {
    return List.of(TREE, Path.look(DebianStore.CONFIGURATION), SourceAnchors.TREE);
  }

  /** Other distributions have no such list, and what they have in the same places is their own. */
  @Override
  public void list(Facts facts, Found found) {
    facts
        .content(DebianStore.CONFIGURATION)
        .ifPresent(
            conf -> new DebianTrust(facts.of(TREE), CertificatesConf.of(conf), found).list());
    SourceAnchors.list(facts, found);
  }
}
