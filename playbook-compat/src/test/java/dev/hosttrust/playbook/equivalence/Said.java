// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook.equivalence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What one way said that it changed on a host, or in check mode that it would.
 *
 * @param changed the path of each task, or {@link #UPDATE} for the handler
 * @param failure the message of what failed; empty if nothing did
 */
record Said(SortedSet<String> changed, String failure) {
  static final String UPDATE = "update-ca-certificates";

  private static final Pattern FINGERPRINT = Pattern.compile("-[0-9a-f]{8}([.]crt|[.]pem)$");

  /** Directories that a task makes on the way to its own: that task and the directories. */
  private static final List<String> ON_THE_WAY =
      List.of("/usr/share/ca-certificates", "/etc/docker", "/etc/docker/certs.d");

  /**
   * @param steps the paths of hosttrust's steps; a directory on the way to another new one counts
   *     as part of that, as it does with the tasks
   */
  static Said steps(Collection<String> steps) {
    SortedSet<String> changed = new TreeSet<>(steps);
    changed.removeIf(
        path ->
            ON_THE_WAY.contains(path)
                && steps.stream().anyMatch(other -> other.startsWith(path + "/")));
    return new Said(changed, "");
  }

  static Said nothing() {
    return steps(List.of());
  }

  static Said failed(String message) {
    return new Said(new TreeSet<>(), message);
  }

  Said and(String step) {
    List<String> more = new ArrayList<>(changed);
    more.add(step);
    return new Said(new TreeSet<>(more), failure);
  }

  /** Of two tasks on one host. */
  Said and(Said other) {
    SortedSet<String> both = new TreeSet<>(changed);
    both.addAll(other.changed);
    return new Said(both, failure + other.failure);
  }

  /** A path without what is another in each run: the fingerprint in the name of a bundle's part. */
  static String stable(String path) {
    return FINGERPRINT.matcher(path).replaceFirst("-XXXXXXXX$1");
  }

  boolean isFailure() {
    return !failure.isEmpty();
  }
}
