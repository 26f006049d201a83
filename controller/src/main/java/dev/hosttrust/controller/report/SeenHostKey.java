// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.controller.ssh.hostkey.HostKey;
import dev.hosttrust.controller.ssh.hostkey.HostKeyVerdict;
import dev.hosttrust.controller.ssh.hostkey.HostKeyVerdict.Accepted;
import dev.hosttrust.controller.ssh.hostkey.HostKeyVerdict.Changed;
import dev.hosttrust.controller.ssh.hostkey.HostKeyVerdict.Revoked;
import dev.hosttrust.controller.ssh.hostkey.HostKeyVerdict.Unknown;
import java.util.Optional;

/**
 * The host key that a host shows, without a login.
 *
 * @param host as the inventory calls it; a jump host has its address
 * @param name what is looked up in known_hosts, {@code host} or {@code [host]:port}
 * @param key what it showed; empty if it was not looked at, or is known
 * @param note the line of known_hosts that has another key or revokes it, or why it is refused
 */
public record SeenHostKey(
    String host, String name, Status status, Optional<HostKey> key, String note) {
  /** What known_hosts says of it. */
  public enum Status {
    NEW,
    CHANGED,
    REVOKED,
    /** No key was shown. */
    UNREACHABLE,
    /** A file has the key, or the authority that signs the host's. */
    KNOWN,
    /** Host keys are not checked for this host. */
    UNCHECKED,
  }

  /** Of which there is nothing more to say. */
  public static SeenHostKey of(String host, String name, Status status) {
    return new SeenHostKey(host, name, status, Optional.empty(), "");
  }

  /** No key was shown. */
  public static SeenHostKey unseen(String host, String name, String reason) {
    return new SeenHostKey(host, name, Status.UNREACHABLE, Optional.empty(), reason);
  }

  /**
   * By what known_hosts says of the key; empty if it is another host's key that was refused.
   *
   * @param refusal why a new key is refused
   */
  public static Optional<SeenHostKey> of(
      String host, String name, HostKeyVerdict verdict, String refusal) {
    return switch (verdict) {
      case Accepted _ -> Optional.of(of(host, name, Status.KNOWN));
      case Unknown(String shown, HostKey key) when shown.equals(name) ->
          Optional.of(new SeenHostKey(host, name, Status.NEW, Optional.of(key), refusal));
      case Changed(String shown, HostKey key, String place) when shown.equals(name) ->
          Optional.of(new SeenHostKey(host, name, Status.CHANGED, Optional.of(key), place));
      case Revoked(String shown, HostKey key, String place) when shown.equals(name) ->
          Optional.of(new SeenHostKey(host, name, Status.REVOKED, Optional.of(key), place));
      default -> Optional.empty();
    };
  }

  /** Whether the host may be logged in to. */
  public boolean isGood() {
    return status == Status.KNOWN || status == Status.UNCHECKED;
  }

  /** A key that no file has; empty if it is known, or was not seen. */
  public Optional<Unknown> unknown() {
    return status == Status.NEW ? key.map(shown -> new Unknown(name, shown)) : Optional.empty();
  }
}
