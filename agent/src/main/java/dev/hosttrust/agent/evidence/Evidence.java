// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.evidence;

import dev.hosttrust.agent.facts.AnchorFacts;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.HostFacts;
import dev.hosttrust.agent.facts.Layout;
import dev.hosttrust.agent.facts.PathFact.RegularFile;
import dev.hosttrust.agent.facts.Survey;
import dev.hosttrust.agent.trust.Anchor;
import java.util.ArrayList;
import java.util.List;

/**
 * What was read back from a host, after a change or instead of one.
 *
 * @param anchors one for each anchor of the spec, in its order
 */
public record Evidence(List<AnchorEvidence> anchors) {
  public Evidence {
    anchors = List.copyOf(anchors);
  }

  /**
   * The proof for one anchor.
   *
   * @param name the anchor's name
   * @param bundle the bundle's path
   * @param bundleFingerprint SHA-256 of the certificate as it stands in the bundle, lower-case hex
   * @param hashLinks the links under {@code /etc/ssl/certs} by which a lookup finds it, as paths
   * @param registryFiles the {@code ca.crt} files of its registries
   */
  public record AnchorEvidence(
      String name,
      String bundle,
      String bundleFingerprint,
      List<String> hashLinks,
      List<FileEvidence> registryFiles) {
    public AnchorEvidence {
      hashLinks = List.copyOf(hashLinks);
      registryFiles = List.copyOf(registryFiles);
    }
  }

  /**
   * One file.
   *
   * @param sha256 of its content, lower-case hex
   */
  public record FileEvidence(String path, String sha256) {}

  /** Reads the proof from the facts of a host on which nothing is left to do. */
  public static Evidence of(Survey survey, HostFacts facts) {
    return new Evidence(
        survey.spec().anchors().stream().map(anchor -> of(anchor, survey, facts)).toList());
  }

  private static AnchorEvidence of(Anchor anchor, Survey survey, HostFacts facts) {
    AnchorFacts effect = facts.of(anchor.name());
    return new AnchorEvidence(
        anchor.name().value(),
        Layout.BUNDLE,
        effect.bundled().map(Content::sha256).orElse(""),
        effect.hashLinks().stream().map(link -> Layout.HASHED + "/" + link).toList(),
        registryFiles(anchor, survey, facts));
  }

  private static List<FileEvidence> registryFiles(Anchor anchor, Survey survey, HostFacts facts) {
    List<FileEvidence> files = new ArrayList<>();
    survey.spec().registryFiles().stream()
        .filter(file -> anchor.registries().contains(file.registry()))
        .map(survey::file)
        .forEach(
            path -> {
              if (facts.at(path) instanceof RegularFile file) {
                files.add(new FileEvidence(path, file.content().sha256()));
              }
            });
    return files;
  }
}
