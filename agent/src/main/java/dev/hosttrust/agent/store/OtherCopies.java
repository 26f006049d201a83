// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import static dev.hosttrust.agent.store.DebianStore.CERTIFICATES;
import static dev.hosttrust.agent.store.DebianStore.CONFIGURATION;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Bundled;
import dev.hosttrust.agent.facts.Question.Copies;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files of others with a certificate that is to go from Debian's system store. While one of them is
 * there, {@code update-ca-certificates} puts the certificate into the bundle again.
 */
final class OtherCopies {
  private final Facts facts;
  private final CertificatesConf conf;
  private final List<Gone> all;
  private final Set<String> ours;

  /**
   * @param all what goes
   */
  OtherCopies(Wanted wanted, Facts facts, CertificatesConf conf, List<Gone> all) {
    this.facts = facts;
    this.conf = conf;
    this.all = all;
    this.ours =
        Stream.concat(
                all.stream().map(Gone::name),
                DebianStore.placed(wanted, facts).stream().map(anchor -> anchor.name().value()))
            .map(DebianStore::file)
            .collect(Collectors.toSet());
  }

  /**
   * How many copies the bundle has, which a look at it tells in passing; and where there are more
   * than are ours, which of the other files holds one.
   */
  List<Question<?>> questions(CaCertificate certificate) {
    Copies bundled = new Copies(DebianStore.BUNDLE, certificate);
    List<Question<?>> questions = new ArrayList<>(List.of(bundled));
    if (facts.of(bundled) > own(certificate)) {
      others().forEach(file -> questions.add(new Bundled(file, certificate)));
    }
    return questions;
  }

  private long own(CaCertificate certificate) {
    return all.stream()
        .filter(gone -> gone.has(certificate))
        .map(Gone::name)
        .distinct()
        .filter(name -> facts.exists(DebianStore.file(name)))
        .filter(name -> conf.selects(DebianStore.entry(name)))
        .count();
  }

  /** What the tool puts into the bundle besides. */
  private List<String> others() {
    return Stream.concat(
            conf.selected().stream().map(entry -> CERTIFICATES + "/" + entry),
            facts.of(DebianStore.ADMINISTRATORS).stream())
        .filter(file -> !ours.contains(file))
        .distinct()
        .toList();
  }

  /** Why trust would stay, one for each such file. */
  List<String> obstacles() {
    SequencedSet<String> obstacles = new LinkedHashSet<>();
    List<String> others = others();
    for (Gone gone : all) {
      for (CaCertificate certificate : gone.certificates()) {
        for (String file : others) {
          if (facts.of(new Bundled(file, certificate)).isPresent()) {
            obstacles.add(
                "%s has the certificate of %s as well, so it would stay trusted; %s"
                    .formatted(file, gone.anchor().name(), remedy(file)));
          }
        }
      }
    }
    return List.copyOf(obstacles);
  }

  /** A file of ours under another name is no work for hands: one rollout can change both names. */
  private static String remedy(String file) {
    Optional<String> name = DebianStore.nameOf(file);
    if (name.isPresent()) {
      return "list %s too in a spec file, with 'state: absent', or with its certificate where it shall stay"
          .formatted(name.get());
    }
    return file.startsWith(CERTIFICATES + "/")
        ? "deselect '%s' in %s first"
            .formatted(file.substring(CERTIFICATES.length() + 1), CONFIGURATION)
        : "remove that file first";
  }
}
