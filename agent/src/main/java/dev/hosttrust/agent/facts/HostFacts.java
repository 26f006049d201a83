// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.facts;

import dev.hosttrust.agent.facts.PathFact.Absent;
import dev.hosttrust.agent.trust.AnchorName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The result of one probe.
 *
 * @param uid who the agent ran as; -1 if tools are missing, as then nothing more was looked at
 * @param gid the agent's group
 * @param missingTools names of the programs that an update needs and the host lacks
 * @param paths what stands at each path that the probe was asked for
 * @param anchors the effect of each anchor
 * @param administratorCertificates files that {@code update-ca-certificates} adds without being
 *     listed
 * @param leftovers whether an interrupted run left files of its own
 * @param updateCutOff whether such a run may not have got to the end of {@code
 *     update-ca-certificates}, so that hooks may not have heard of a certificate that is in the
 *     bundle
 */
public record HostFacts(
    int uid,
    int gid,
    Set<String> missingTools,
    SequencedMap<String, PathFact> paths,
    Map<AnchorName, AnchorFacts> anchors,
    List<String> administratorCertificates,
    boolean leftovers,
    boolean updateCutOff) {
  public HostFacts {
    missingTools = Set.copyOf(missingTools);
    paths = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(paths));
    anchors = Map.copyOf(anchors);
    administratorCertificates = List.copyOf(administratorCertificates);
  }

  /** What stands at a path that the probe was asked for. */
  public PathFact at(String path) {
    return paths.getOrDefault(path, new Absent());
  }

  /** The effect of an anchor that the probe was asked for. */
  public AnchorFacts of(AnchorName name) {
    return anchors.getOrDefault(name, AnchorFacts.NONE);
  }
}
