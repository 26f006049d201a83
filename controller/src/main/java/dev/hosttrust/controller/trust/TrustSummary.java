// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.trust;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.Registry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/**
 * What hosts shall trust, and in which stores, in a few words: enough to tell later whether it is
 * still the same. The order of anchors and registries makes no difference.
 *
 * @param anchors each name once
 * @param absent those that shall go; of each without a certificate, the texts about it are empty
 * @param stores as {@code --store} takes them
 * @param containerdConfigPath empty if it is to stay as it is on the host
 */
public record TrustSummary(
    List<AnchorSummary> anchors,
    List<AnchorSummary> absent,
    String stores,
    String containerdConfigPath) {
  public TrustSummary {
    anchors = List.copyOf(anchors);
    absent = List.copyOf(absent);
  }

  /**
   * One anchor.
   *
   * @param sha256 fingerprint of the certificate, lower-case hex
   * @param fileSha256 of the file that the hosts get; it may hold other text around the same
   *     certificate
   * @param registries sorted
   */
  public record AnchorSummary(
      String name, String subject, String sha256, String fileSha256, List<String> registries) {
    public AnchorSummary {
      registries = List.copyOf(registries);
    }
  }

  public static TrustSummary of(Wanted wanted) {
    return new TrustSummary(
        wanted.spec().anchors().stream()
            .map(
                anchor ->
                    new AnchorSummary(
                        anchor.name().value(),
                        anchor.certificate().subject(),
                        anchor.certificate().fingerprint(),
                        Content.of(anchor.content()).sha256(),
                        sorted(anchor.registries())))
            .toList(),
        wanted.spec().absent().stream().map(TrustSummary::absent).toList(),
        wanted.stores().toString(),
        wanted.stores().containerdConfigPath().orElse(""));
  }

  private static AnchorSummary absent(AbsentAnchor anchor) {
    return new AnchorSummary(
        anchor.name().value(),
        anchor.certificate().map(CaCertificate::subject).orElse(""),
        anchor.certificate().map(CaCertificate::fingerprint).orElse(""),
        "",
        sorted(anchor.registries()));
  }

  private static List<String> sorted(List<Registry> registries) {
    return registries.stream().map(Registry::directoryName).sorted().toList();
  }

  /** How another one differs, as sentences without a full stop; none if it is the same. */
  public List<String> differences(TrustSummary now) {
    List<String> differences = new ArrayList<>();
    SequencedMap<String, AnchorSummary> mine = byName(anchors);
    SequencedMap<String, AnchorSummary> theirs = byName(now.anchors);
    TreeSet<String> names = new TreeSet<>(mine.keySet());
    names.addAll(theirs.keySet());
    for (String name : names) {
      AnchorSummary before = mine.get(name);
      AnchorSummary after = theirs.get(name);
      if (after == null) {
        differences.add("the anchor '%s' is not there any more".formatted(name));
      } else if (before == null) {
        differences.add("the anchor '%s' is new".formatted(name));
      } else {
        differences.addAll(differences(before, after));
      }
    }
    if (!Set.copyOf(absent).equals(Set.copyOf(now.absent))) {
      differences.add(
          "the anchors that shall go were %s, and are %s now"
              .formatted(words(names(absent)), words(names(now.absent))));
    }
    if (!stores.equals(now.stores)) {
      differences.add("the stores were %s, and are %s now".formatted(stores, now.stores));
    }
    if (!containerdConfigPath.equals(now.containerdConfigPath)) {
      differences.add(
          "containerd's config_path was %s, and is %s now"
              .formatted(orNone(containerdConfigPath), orNone(now.containerdConfigPath)));
    }
    return differences;
  }

  private static SequencedMap<String, AnchorSummary> byName(Collection<AnchorSummary> anchors) {
    SequencedMap<String, AnchorSummary> byName = new LinkedHashMap<>();
    anchors.forEach(anchor -> byName.put(anchor.name(), anchor));
    return byName;
  }

  private static List<String> differences(AnchorSummary before, AnchorSummary after) {
    List<String> differences = new ArrayList<>();
    if (!before.sha256().equals(after.sha256())) {
      differences.add(
          "the anchor '%s' had the certificate with SHA-256 %s, and has %s now"
              .formatted(before.name(), before.sha256(), after.sha256()));
    } else if (!before.fileSha256().equals(after.fileSha256())) {
      differences.add(
          "the file of the anchor '%s' has the same certificate, but other text around it"
              .formatted(before.name()));
    }
    if (!before.registries().equals(after.registries())) {
      differences.add(
          "the registries of the anchor '%s' were %s, and are %s now"
              .formatted(before.name(), words(before.registries()), words(after.registries())));
    }
    return differences;
  }

  private static List<String> names(List<AnchorSummary> anchors) {
    return anchors.stream()
        .map(a -> a.sha256().isEmpty() ? a.name() : a.name() + " (SHA-256 " + a.sha256() + ")")
        .toList();
  }

  private static String words(List<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private static String orNone(String text) {
    return text.isEmpty() ? "left as it is" : text;
  }
}
