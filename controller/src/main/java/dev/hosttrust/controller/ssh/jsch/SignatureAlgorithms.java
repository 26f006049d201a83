// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.jsch;

import com.jcraft.jsch.Logger;
import com.jcraft.jsch.Session;
import dev.hosttrust.controller.ssh.algorithms.AlgorithmKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Lets an RSA key be tried once, with the first algorithm that the host has too, as {@code
 * key_sig_algorithm} in OpenSSH's sshconnect2.c does; JSch would try each of them, and a host
 * counts attempts. What the host has (RFC 8308, server-sig-algs) JSch tells its log only.
 */
final class SignatureAlgorithms implements Logger {
  static final String CONFIG = "PubkeyAcceptedAlgorithms";

  private static final String START = "server-sig-algs=<";
  private static final String CERTIFICATE = "-cert-v01@openssh.com";

  private final Session session;

  SignatureAlgorithms(Session session) {
    this.session = session;
  }

  @Override
  public boolean isEnabled(int level) {
    return level == INFO;
  }

  @Override
  public void log(int level, String message) {
    if (message.startsWith(START) && message.endsWith(">")) {
      String names = message.substring(START.length(), message.length() - 1);
      List<String> wanted = List.of(session.getConfig(CONFIG).split(","));
      session.setConfig(CONFIG, String.join(",", chosen(wanted, Set.of(names.split(",")))));
    }
  }

  /** All but the RSA algorithms that come after the first that the host has. */
  static List<String> chosen(List<String> wanted, Set<String> theirs) {
    List<String> chosen = new ArrayList<>();
    boolean plain = false;
    boolean certified = false;
    for (String name : wanted) {
      boolean certificate = name.endsWith(CERTIFICATE);
      String signature = name.replace(CERTIFICATE, "");
      if (!AlgorithmKind.isOfRsa(signature)) {
        chosen.add(name);
      } else if (theirs.contains(signature) && !(certificate ? certified : plain)) {
        chosen.add(name);
        certified |= certificate;
        plain |= !certificate;
      }
    }
    return chosen;
  }
}
