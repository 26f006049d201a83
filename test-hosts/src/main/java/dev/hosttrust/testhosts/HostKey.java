// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

/**
 * A host's public key.
 *
 * @param type the key type as {@code known_hosts} has it, {@code ssh-ed25519} for one
 * @param base64 the key itself
 */
public record HostKey(String type, String base64) {

  /** The line of a {@code known_hosts} file that says {@code pattern} has this key (sshd(8)). */
  public String knownHostsLine(String pattern) {
    return pattern + " " + type + " " + base64;
  }
}
