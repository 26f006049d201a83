// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.trust;

/**
 * Where a host's tree starts.
 *
 * @param path empty for the running system; otherwise the absolute path, on the host, of a
 *     directory that holds a system's tree, such as an image, owned by the user who runs the agent
 */
public record TreeRoot(String path) {
  /** The running system. */
  public static final TreeRoot SYSTEM = new TreeRoot("");

  public TreeRoot {
    boolean absolute = path.isEmpty() || path.startsWith("/");
    if (!absolute || path.endsWith("/") || path.contains("/../") || path.endsWith("/..")) {
      throw new IllegalArgumentException(
          "the root '" + path + "' is not the absolute path of a directory below /");
    }
    if (path.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("the root holds a control character");
    }
  }

  /** Whether this is the running system, where only root may write. */
  public boolean isSystem() {
    return path.isEmpty();
  }
}
