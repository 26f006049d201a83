// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.hostkey;

import dev.hosttrust.controller.ssh.hostkey.KnownHost.Marker;
import dev.hosttrust.words.FileFaults;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The host key check of one connection. */
public final class HostKeyCheck {
  private final HostKeyVerifier verifier;
  private final HostKeyVerifier.Server server;
  private final KnownHostsView view;

  HostKeyCheck(HostKeyVerifier verifier, HostKeyVerifier.Server server, KnownHostsView view) {
    this.verifier = verifier;
    this.server = server;
    this.view = view;
  }

  /**
   * Puts the host key algorithms first for which a key is known, as {@code order_hostkeyalgs} in
   * OpenSSH does: a server with several keys would otherwise show one that we do not have, which
   * would look like a changed key. Certificates come first only where an authority is known, and
   * are not asked for elsewhere.
   *
   * @param algorithms names as of {@code HostKeyAlgorithms}, best first
   */
  public List<String> order(List<String> algorithms) {
    Set<String> types = view.effective().types();
    boolean authority = !authorities().isEmpty();
    return algorithms.stream()
        .filter(algorithm -> authority || !isCertificate(algorithm))
        .sorted(
            Comparator.comparingInt(
                algorithm ->
                    isCertificate(algorithm) || types.contains(keyType(algorithm)) ? 0 : 1))
        .toList();
  }

  /** The name that is looked up: {@code host} or {@code [host]:port}, or the alias. */
  public String name() {
    return server.name();
  }

  /** The types of the keys that are known. */
  public Set<String> types() {
    return view.effective().types();
  }

  /** Whether no file has a key or an authority for the host, so that whatever it shows is new. */
  public boolean isOfStranger() {
    return view.effective().types().isEmpty() && authorities().isEmpty();
  }

  /** The keys of the authorities whose certificates are good for this host. */
  public List<HostKey> authorities() {
    return view.effective().authorities();
  }

  /** The keys that are marked {@code @revoked} for this host. */
  public List<HostKey> revoked() {
    return Stream.concat(
            view.known().revoked().stream(),
            view.bare().map(KnownHosts::revoked).orElse(List.of()).stream())
        .toList();
  }

  /**
   * Decides on a plain key.
   *
   * @throws HostKeyRefusedException unless it is accepted; the message is for the operator
   */
  public void accept(HostKey key) throws HostKeyRefusedException {
    if (server.policy().mode() == HostKeyMode.OFF) {
      return;
    }
    HostKeyVerdict verdict = view.check(key);
    if (server.policy().mode() == HostKeyMode.LOOK) {
      throw new HostKeyRefusedException(verdict, "host key was only looked at (%s)".formatted(key));
    }
    if (verdict instanceof HostKeyVerdict.Unknown
        && server.policy().mode() == HostKeyMode.ACCEPT_NEW) {
      verdict = add(key, verdict);
    }
    refuse(verdict);
  }

  /**
   * Decides on a certificate whose signature, dates and names the library has checked.
   *
   * @param key the certified key
   * @param authority the key that signed it
   * @return whether the authority is trusted for this host; otherwise the certified key is to be
   *     checked as a plain one
   * @throws HostKeyRefusedException if the key or the authority is revoked
   */
  public boolean acceptCertified(HostKey key, HostKey authority) throws HostKeyRefusedException {
    if (server.policy().mode() == HostKeyMode.OFF) {
      return true;
    }
    refuseRevoked(key);
    refuseRevoked(authority);
    return authorities().contains(authority);
  }

  private void refuseRevoked(HostKey key) throws HostKeyRefusedException {
    Optional<KnownHost> revoked = view.known().find(Marker.REVOKED, key);
    if (revoked.isEmpty() && view.bare().isPresent()) {
      revoked = view.bare().get().find(Marker.REVOKED, key);
    }
    if (revoked.isPresent()) {
      refuse(new HostKeyVerdict.Revoked(view.name(), key, revoked.get().place()));
    }
  }

  private HostKeyVerdict add(HostKey key, HostKeyVerdict unknown) throws HostKeyRefusedException {
    try {
      return verifier.add(server, key);
    } catch (IOException e) {
      throw new HostKeyRefusedException(
          unknown, "the new host key could not be written down: " + FileFaults.failure(e));
    }
  }

  private void refuse(HostKeyVerdict verdict) throws HostKeyRefusedException {
    String message =
        switch (verdict) {
          case HostKeyVerdict.Accepted accepted -> null;
          case HostKeyVerdict.Unknown(String name, HostKey key) ->
              "host key is unknown (%s): compare it on the host, then add it to %s"
                  .formatted(key, writableFile());
          case HostKeyVerdict.Changed(String name, HostKey key, String place) ->
              ("host key has changed (%s, not the one in %s): the host was reinstalled, or somebody"
                      + " stands in between; if it is right, remove that line")
                  .formatted(key, place);
          case HostKeyVerdict.Revoked(String name, HostKey key, String place) ->
              "host key is revoked (%s) by %s".formatted(key, place);
        };
    if (message != null) {
      throw new HostKeyRefusedException(verdict, message);
    }
  }

  private String writableFile() {
    return server.policy().userFiles().isEmpty()
        ? "a known_hosts file"
        : server.policy().userFiles().getFirst().toString();
  }

  private static boolean isCertificate(String algorithm) {
    return algorithm.endsWith("-cert-v01@openssh.com");
  }

  /** RFC 8332: one RSA key, several signature algorithms. */
  private static String keyType(String algorithm) {
    return algorithm.startsWith("rsa-sha2-") ? "ssh-rsa" : algorithm;
  }
}
