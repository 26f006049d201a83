// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.hostkey;

import dev.hosttrust.controller.ssh.algorithms.AlgorithmKind;
import dev.hosttrust.controller.ssh.algorithms.Algorithms;
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
  private final Algorithms algorithms;

  HostKeyCheck(
      HostKeyVerifier verifier,
      HostKeyVerifier.Server server,
      KnownHostsView view,
      Algorithms algorithms) {
    this.algorithms = algorithms;
    this.verifier = verifier;
    this.server = server;
    this.view = view;
  }

  /**
   * Puts the host key algorithms first for which a key is known, as {@code order_hostkeyalgs} in
   * OpenSSH does: a server with several keys would otherwise show one that we do not have, which
   * would look like a changed key. Certificates come first only where an authority is known, and
   * are not asked for elsewhere. An order that is the operator's own stays as it is.
   *
   * @return names as of {@code HostKeyAlgorithms}, best first
   */
  public List<String> order() {
    Set<String> types = view.effective().types();
    boolean authority = !authorities().isEmpty();
    List<String> useful =
        algorithms.of(AlgorithmKind.HOST_KEY).stream()
            .filter(algorithm -> authority || !isCertificate(algorithm))
            .toList();
    return algorithms.hostKeysAsListed() ? useful : knownFirst(useful, types);
  }

  private static List<String> knownFirst(List<String> algorithms, Set<String> types) {
    return algorithms.stream()
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
    refuseShort(key);
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
    refuseShort(key);
    if (server.policy().mode() == HostKeyMode.OFF) {
      return true;
    }
    refuseRevoked(key);
    refuseRevoked(authority);
    return authorities().contains(authority);
  }

  /** As ssh does whatever known_hosts says. */
  private void refuseShort(HostKey key) throws HostKeyRefusedException {
    int bits = key.rsaBits().orElse(Integer.MAX_VALUE);
    if (bits < algorithms.minimumRsaBits()) {
      refuse(new HostKeyVerdict.TooShort(server.name(), key, bits, algorithms.minimumRsaBits()));
    }
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
          case HostKeyVerdict.TooShort(String name, HostKey key, int bits, int minimum) ->
              "host key has %d bits (%s), and RequiredRSASize wants %d: give the host another key"
                  .formatted(bits, key, minimum);
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
