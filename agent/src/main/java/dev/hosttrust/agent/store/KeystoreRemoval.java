// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.plan.Step.RunTool;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/** What goes from Java's keystore of one host, beyond what the tool tells the keystore's hook. */
final class KeystoreRemoval {
  private final JavaKeystore keystore;
  private final List<Gone> all;

  KeystoreRemoval(JavaKeystore keystore, List<Gone> all) {
    this.keystore = keystore;
    this.all = all;
  }

  /**
   * A run of the hook for entries of which the tool tells it nothing: those whose link is gone
   * already, and all where the tool makes the links anew.
   *
   * @param fresh whether it does
   */
  Optional<RunTool> tell(boolean fresh) {
    List<String> untold =
        all.stream()
            .filter(gone -> isOurs(gone) && (fresh || !gone.isLinked()))
            .map(Gone::name)
            .distinct()
            .toList();
    return untold.isEmpty() || keystore.notUpdated().isPresent()
        ? Optional.empty()
        : Optional.of(JavaKeystore.tellGone(untold));
  }

  /** There is an entry of the name, and not one of another certificate. */
  private boolean isOurs(Gone gone) {
    return keystore.hasEntry(gone.name())
        && !gone.isForeign()
        && (gone.certificates().isEmpty() || has(gone));
  }

  private boolean has(Gone gone) {
    return gone.certificates().stream().anyMatch(keystore::has);
  }

  /** What it keeps all the same. */
  List<LeftTrust.Kept> kept() {
    SequencedSet<String> warnings = new LinkedHashSet<>();
    for (Gone gone : all) {
      String has =
          "Java's keystore %s still has %s".formatted(JavaKeystore.FILE, gone.anchor().name());
      if (isOurs(gone)) {
        keystore
            .notUpdated()
            .map(
                why ->
                    "%s, and nothing updates it: %s; %s takes it out"
                        .formatted(has, why, delete(gone)))
            .ifPresent(warnings::add);
      } else if (has(gone) && all.stream().noneMatch(other -> isOurs(other) && has(other))) {
        warnings.add(
            has + " in an entry that is not hosttrust's; 'keytool -list -cacerts' shows it");
      }
    }
    return warnings.stream().map(text -> new LeftTrust.Kept(JavaKeystore.FILE, text)).toList();
  }

  private static String delete(Gone gone) {
    return "'keytool -delete -cacerts -alias %s'".formatted(JavaKeystore.alias(gone.name()));
  }
}
