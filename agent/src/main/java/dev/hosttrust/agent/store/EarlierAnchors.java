// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.words.FirstFew;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What earlier rollouts of the same anchors left trusted: a certificate that a bundle does not hold
 * any more, or the single file from before the anchor was a bundle
 * (docs/decisions/0003-bundles.md).
 */
final class EarlierAnchors {
  private static final Pattern PART = Pattern.compile("(.+)(-[0-9a-f]{8})");
  private static final String DIRECTORY = DebianStore.LOCAL + "/";
  private static final String ENDING = ".crt";
  private static final int MOST_NAMES = 10;

  private final Set<String> names = new HashSet<>();
  private final Set<String> givenNames = new HashSet<>();
  private final Set<String> suffixes = new HashSet<>();

  private EarlierAnchors(List<Anchor> placed) {
    for (Anchor anchor : placed) {
      names.add(anchor.name().value());
      givenNames.add(anchor.givenName());
      suffixes.add(anchor.certificate().partSuffix());
    }
  }

  /**
   * A warning for people; empty if there is nothing of the kind.
   *
   * @param placed the trusted anchors by their names on the host
   * @param conf as it will be
   */
  static Optional<String> warning(List<Anchor> placed, CertificatesConf conf) {
    EarlierAnchors anchors = new EarlierAnchors(placed);
    List<String> left =
        conf.lines().stream().map(EarlierAnchors::name).filter(anchors::isLeft).distinct().toList();
    if (left.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "still trusts %s, which an earlier rollout put there and this one does not have; see %s"
            .formatted(FirstFew.of(left, MOST_NAMES), DebianStore.LOCAL_DIRECTORY));
  }

  /** The name of the anchor that a line selects; empty if it selects none of ours. */
  private static String name(String line) {
    String entry = line.strip();
    return entry.startsWith(DIRECTORY) && entry.endsWith(ENDING)
        ? entry.substring(DIRECTORY.length(), entry.length() - ENDING.length())
        : "";
  }

  /** A part that this rollout installs under another name adds no trust, so it is not reported. */
  private boolean isLeft(String name) {
    if (name.isEmpty() || names.contains(name)) {
      return false;
    }
    Matcher part = PART.matcher(name);
    return givenNames.contains(name)
        || (part.matches()
            && givenNames.contains(part.group(1))
            && !suffixes.contains(part.group(2)));
  }
}
