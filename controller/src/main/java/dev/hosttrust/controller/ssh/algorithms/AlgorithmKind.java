// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.algorithms;

import java.util.List;
import java.util.stream.Stream;

/**
 * What an algorithm is for, with the names that both libraries can do.
 *
 * <p>The usual ones are those of OpenSSH 10 that the libraries have, but {@code sntrup761x25519}
 * last: in Java it costs over 100 ms of CPU a connection, five times the others. Source of the
 * names: {@code ssh -Q} of OpenSSH 10.
 */
@SuppressWarnings("ImmutableEnumChecker") // its lists are those of List.of
public enum AlgorithmKind {
  /** {@code KexAlgorithms}. */
  KEY_EXCHANGE(
      """
      mlkem768x25519-sha256 curve25519-sha256 curve25519-sha256@libssh.org ecdh-sha2-nistp256
      ecdh-sha2-nistp384 ecdh-sha2-nistp521 diffie-hellman-group-exchange-sha256
      diffie-hellman-group16-sha512 diffie-hellman-group18-sha512 diffie-hellman-group14-sha256
      sntrup761x25519-sha512 sntrup761x25519-sha512@openssh.com
      """,
      """
      diffie-hellman-group14-sha1 diffie-hellman-group1-sha1 diffie-hellman-group-exchange-sha1
      """,
      ""),

  /** {@code Ciphers}; the last of the usual ones needs Bouncy Castle, which is slow to load. */
  CIPHER(
      """
      aes128-gcm@openssh.com aes256-gcm@openssh.com aes128-ctr aes192-ctr aes256-ctr
      chacha20-poly1305@openssh.com
      """,
      "aes128-cbc aes192-cbc aes256-cbc 3des-cbc",
      "rijndael-cbc@lysator.liu.se"),

  /** {@code MACs}. */
  MAC(
      """
      hmac-sha2-256-etm@openssh.com hmac-sha2-512-etm@openssh.com hmac-sha1-etm@openssh.com
      hmac-sha2-256 hmac-sha2-512 hmac-sha1
      """,
      "hmac-sha1-96 hmac-md5 hmac-md5-96",
      """
      umac-64-etm@openssh.com umac-128-etm@openssh.com umac-64@openssh.com umac-128@openssh.com
      hmac-sha1-96-etm@openssh.com hmac-md5-etm@openssh.com hmac-md5-96-etm@openssh.com
      """),

  /** {@code HostKeyAlgorithms}. */
  HOST_KEY(
      """
      ssh-ed25519-cert-v01@openssh.com ecdsa-sha2-nistp256-cert-v01@openssh.com
      ecdsa-sha2-nistp384-cert-v01@openssh.com ecdsa-sha2-nistp521-cert-v01@openssh.com
      rsa-sha2-512-cert-v01@openssh.com rsa-sha2-256-cert-v01@openssh.com
      ssh-ed25519 ecdsa-sha2-nistp256 ecdsa-sha2-nistp384 ecdsa-sha2-nistp521
      rsa-sha2-512 rsa-sha2-256
      """,
      "ssh-rsa",
      Names.HARDWARE + Names.OLD),

  /** {@code PubkeyAcceptedAlgorithms}. */
  USER_KEY(
      """
      ssh-ed25519-cert-v01@openssh.com ecdsa-sha2-nistp256-cert-v01@openssh.com
      ecdsa-sha2-nistp384-cert-v01@openssh.com ecdsa-sha2-nistp521-cert-v01@openssh.com
      sk-ssh-ed25519-cert-v01@openssh.com sk-ecdsa-sha2-nistp256-cert-v01@openssh.com
      rsa-sha2-512-cert-v01@openssh.com rsa-sha2-256-cert-v01@openssh.com
      ssh-ed25519 ecdsa-sha2-nistp256 ecdsa-sha2-nistp384 ecdsa-sha2-nistp521
      sk-ssh-ed25519@openssh.com sk-ecdsa-sha2-nistp256@openssh.com rsa-sha2-512 rsa-sha2-256
      """,
      "ssh-rsa",
      Names.WEBAUTHN + Names.OLD),

  /** {@code CASignatureAlgorithms}: how host certificates may be signed. */
  CA_SIGNATURE(
      """
      ssh-ed25519 ecdsa-sha2-nistp256 ecdsa-sha2-nistp384 ecdsa-sha2-nistp521
      rsa-sha2-512 rsa-sha2-256
      """,
      "ssh-rsa",
      Names.HARDWARE + Names.OLD);

  private static final class Names {
    static final String WEBAUTHN =
        """
        webauthn-sk-ecdsa-sha2-nistp256@openssh.com
        webauthn-sk-ecdsa-sha2-nistp256-cert-v01@openssh.com
        """;
    static final String HARDWARE =
        """
        sk-ssh-ed25519-cert-v01@openssh.com sk-ecdsa-sha2-nistp256-cert-v01@openssh.com
        sk-ssh-ed25519@openssh.com sk-ecdsa-sha2-nistp256@openssh.com
        """
            + WEBAUTHN;
    static final String OLD =
        "ssh-dss ssh-dss-cert-v01@openssh.com ssh-rsa-cert-v01@openssh.com"
            + " ssh-xmss@openssh.com ssh-xmss-cert-v01@openssh.com";
  }

  private final List<String> usual;
  private final List<String> more;
  private final List<String> foreign;

  AlgorithmKind(String usual, String more, String foreign) {
    this.usual = words(usual);
    this.more = words(more);
    this.foreign = words(foreign);
  }

  /** Whether it is a way to sign with an RSA key. */
  public static boolean isOfRsa(String name) {
    return name.equals("ssh-rsa") || name.startsWith("rsa-sha2-");
  }

  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
  }

  /** What is offered where nothing else is asked for, best first. */
  public List<String> usual() {
    return usual;
  }

  /** All that the libraries can do; the ones that are not usual are old, and weak. */
  public List<String> possible() {
    return Stream.concat(usual.stream(), more.stream()).toList();
  }

  /** All names that ssh knows. */
  public List<String> known() {
    return Stream.concat(possible().stream(), foreign.stream()).toList();
  }
}
