// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.facts;

/**
 * Mode and owner of a path.
 *
 * @param mode permission bits, 0 to 07777
 * @param uid numeric owner
 * @param gid numeric group
 */
public record Attributes(int mode, int uid, int gid) {
  public Attributes {
    if (mode < 0 || mode > 07777) {
      throw new IllegalArgumentException("mode " + Integer.toOctalString(mode));
    }
  }

  /** The mode as {@code stat -c %a} prints it, without a leading zero. */
  public String octal() {
    return Integer.toOctalString(mode);
  }

  /** Such as {@code 0644 0:0}. */
  @Override
  public String toString() {
    return "%04o %d:%d".formatted(mode, uid, gid);
  }
}
