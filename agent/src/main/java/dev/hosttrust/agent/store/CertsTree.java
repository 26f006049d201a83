// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.TreeFact;
import dev.hosttrust.agent.facts.TreeFact.HeldFile;
import dev.hosttrust.agent.listing.Finding.Kind;
import dev.hosttrust.agent.trust.Registry;
import java.util.List;
import java.util.function.Predicate;

/**
 * A {@code certs.d} as it stands: {@code *.crt} are CAs, {@code NAME.cert} and {@code NAME.key} a
 * client's certificate with its key, in a directory that has the registry's name (Docker, "Verify
 * repository client with certificates").
 *
 * @param root its path
 */
record CertsTree(String root, TreeFact tree, Found found) {
  private static final int OTHERS = 07;

  /** Lists it where each {@code *.crt} is read. */
  void list() {
    list(file -> true);
  }

  /**
   * Lists it.
   *
   * @param isRead whether a {@code *.crt} is read
   */
  void list(Predicate<HeldFile> isRead) {
    for (HeldFile file : tree.below(root)) {
      if (!file.readable()) {
        found.unreadable(file);
      } else if (file.name().endsWith(".key")) {
        key(file);
      } else if (file.hasKey()) {
        found.privateKey(file);
      }
      if (file.name().endsWith(".cert")) {
        client(file);
      } else if (file.name().endsWith(".crt")) {
        certificates(file, isRead.test(file));
      }
    }
  }

  /** The registry whose directory a file is in; a directory that is for several has its name. */
  String registry(HeldFile file) {
    String below = file.path().substring(root.length() + 1);
    return below.contains("/") ? below.substring(0, below.indexOf('/')) : "";
  }

  private void certificates(HeldFile file, boolean isRead) {
    if (isRead) {
      found.wanted(file).forEach(ca -> found.anchor(file.path(), registry(file), ca));
    } else {
      Found.certificates(file)
          .forEach(
              ca ->
                  found.finding(
                      Kind.NOT_READ,
                      file.path(),
                      "%s is not read, because the hosts.toml beside it does not name it: %s"
                          .formatted(file.path(), ca.described())));
    }
  }

  private void key(HeldFile file) {
    if ((file.mode() & OTHERS) != 0) {
      found.finding(
          Kind.PRIVATE_KEY,
          file.path(),
          "%s is open to all users of the host (mode %04o); give it the mode 0600, and replace the key if others could read it"
              .formatted(file.path(), file.mode()));
    }
    alone(file, ".key", ".cert");
  }

  private void client(HeldFile file) {
    alone(file, ".cert", ".key");
    if (has(sibling(file, ".cert", ".key")) && isOwn(file)) {
      found.finding(Kind.PRIVATE_KEY, file.path(), ClientCertificates.serversKey(file.path()));
    }
  }

  private void alone(HeldFile file, String ending, String other) {
    String sibling = sibling(file, ending, other);
    if (!has(sibling)) {
      found.finding(
          Kind.CLIENT_CERTIFICATE,
          file.path(),
          "%s is one half of a client's certificate, and %s is missing, so that every pull from %s fails; remove it, CAs are in files that end in .crt"
              .formatted(file.path(), sibling, registry(file)));
    }
  }

  private static String sibling(HeldFile file, String ending, String other) {
    return file.path().substring(0, file.path().length() - ending.length()) + other;
  }

  private boolean has(String path) {
    return tree.at(path).isPresent();
  }

  private boolean isOwn(HeldFile file) {
    try {
      Registry registry = Registry.parse(registry(file));
      List<Content> certificates = file.certificates();
      return !certificates.isEmpty() && ServerLeaf.isOf(registry, certificates.getFirst().latin1());
    } catch (IllegalArgumentException e) {
      return false; // no directory of one registry
    }
  }
}
