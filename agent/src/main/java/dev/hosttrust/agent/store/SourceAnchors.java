// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question.Tree;
import dev.hosttrust.agent.facts.TreeFact;
import java.util.List;

/**
 * Where administrators of other distributions put certificates, for {@code update-ca-trust(8)} of
 * Red Hat's and Arch, and {@code update-ca-certificates(8)} of SUSE. What these make of them is not
 * looked at.
 */
final class SourceAnchors {
  static final Tree TREE =
      new Tree(
          List.of(
              "/etc/pki/ca-trust/source/anchors",
              "/etc/pki/trust/anchors",
              "/etc/ca-certificates/trust-source/anchors"));

  private SourceAnchors() {}

  static void list(Facts facts, Found found) {
    TreeFact tree = facts.of(TREE);
    tree.files()
        .forEach(
            file ->
                found.wanted(file).forEach(certificate -> found.anchor(file.path(), certificate)));
    found.loose(tree, "take it away");
  }
}
