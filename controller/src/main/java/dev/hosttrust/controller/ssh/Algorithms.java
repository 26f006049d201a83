// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import java.util.List;

/**
 * The algorithms that both libraries offer, best first.
 *
 * <p>The key exchanges are those of OpenSSH 10, but {@code sntrup761x25519} last: in Java it costs
 * over 100 ms of CPU a connection, five times the others.
 */
public final class Algorithms {
  private Algorithms() {}

  public static final List<String> KEY_EXCHANGES =
      List.of(
          "mlkem768x25519-sha256",
          "curve25519-sha256",
          "curve25519-sha256@libssh.org",
          "ecdh-sha2-nistp256",
          "ecdh-sha2-nistp384",
          "ecdh-sha2-nistp521",
          "diffie-hellman-group-exchange-sha256",
          "diffie-hellman-group16-sha512",
          "diffie-hellman-group18-sha512",
          "diffie-hellman-group14-sha256",
          "sntrup761x25519-sha512",
          "sntrup761x25519-sha512@openssh.com");

  public static final List<String> HOST_KEYS =
      List.of(
          "ssh-ed25519-cert-v01@openssh.com",
          "ecdsa-sha2-nistp256-cert-v01@openssh.com",
          "ecdsa-sha2-nistp384-cert-v01@openssh.com",
          "ecdsa-sha2-nistp521-cert-v01@openssh.com",
          "rsa-sha2-512-cert-v01@openssh.com",
          "rsa-sha2-256-cert-v01@openssh.com",
          "ssh-ed25519",
          "ecdsa-sha2-nistp256",
          "ecdsa-sha2-nistp384",
          "ecdsa-sha2-nistp521",
          "rsa-sha2-512",
          "rsa-sha2-256");
}
