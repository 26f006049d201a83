// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.hostkey;

/** What the known_hosts files say of the key that a host has shown. */
public sealed interface HostKeyVerdict {

  /**
   * The key is the host's.
   *
   * @param added whether it was unknown and has been written down now
   */
  record Accepted(boolean added) implements HostKeyVerdict {}

  /**
   * No file has a key for the host.
   *
   * @param name the name that was looked up, {@code host} or {@code [host]:port}
   * @param key the key shown
   */
  record Unknown(String name, HostKey key) implements HostKeyVerdict {
    /** The line that makes the key known. */
    public String line() {
      return line(name);
    }

    /** The same with the name as a hash (ssh-keygen(1), {@code -H}), another one each time. */
    String hashedLine() {
      return line(HostPatterns.Hashed.of(name));
    }

    private String line(String field) {
      return field + " " + key.type() + " " + key.base64();
    }
  }

  /**
   * A file has other keys for the host: it was reinstalled, or somebody stands in between.
   *
   * @param name the name that was looked up
   * @param key the key shown
   * @param place {@code file:line} of an entry that differs
   */
  record Changed(String name, HostKey key, String place) implements HostKeyVerdict {}

  /**
   * The key, or the authority that signed it, is marked {@code @revoked}.
   *
   * @param name the name that was looked up
   * @param key the revoked key
   * @param place {@code file:line} of the entry
   */
  record Revoked(String name, HostKey key, String place) implements HostKeyVerdict {}

  /**
   * The key is shorter than RSA keys may be.
   *
   * @param name the name that was looked up
   * @param key the key shown
   * @param bits its size
   * @param minimum what {@code RequiredRSASize} wants
   */
  record TooShort(String name, HostKey key, int bits, int minimum) implements HostKeyVerdict {}
}
