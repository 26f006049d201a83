// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import static java.util.stream.Collectors.toSet;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.facts.TreeFact;
import dev.hosttrust.agent.facts.TreeFact.HeldFile;
import dev.hosttrust.agent.listing.Finding.Kind;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What one host trusts by {@code update-ca-certificates(8)}: the files that are selected, the
 * bundle, and the links by which OpenSSL finds a certificate.
 */
final class DebianTrust {
  private static final Pattern HASH_LINK = Pattern.compile("([0-9a-f]{8})\\.[0-9]+");

  /** The package ssl-cert makes it for tests of servers; no CA, and not in the bundle. */
  private static final String SNAKE_OIL = "ssl-cert-snakeoil.pem";

  private final TreeFact tree;
  private final CertificatesConf conf;
  private final Found found;

  /** The links and files among which certificates are looked up; those with a hash come last. */
  private final List<HeldFile> hashed;

  private final Set<String> bundled;
  private final Set<String> linked;
  private final Set<String> explained = new HashSet<>();

  DebianTrust(TreeFact tree, CertificatesConf conf, Found found) {
    this.tree = tree;
    this.conf = conf;
    this.found = found;
    this.hashed =
        tree.below(DebianStore.HASHED).stream()
            .filter(file -> file.path().equals(DebianStore.HASHED + "/" + file.name()))
            .sorted(Comparator.comparing(file -> HASH_LINK.matcher(file.name()).matches()))
            .toList();
    this.bundled =
        tree.at(DebianStore.BUNDLE).stream().flatMap(DebianTrust::fingerprints).collect(toSet());
    this.linked =
        hashed.stream()
            .filter(file -> HASH_LINK.matcher(file.name()).matches())
            .flatMap(DebianTrust::fingerprints)
            .collect(toSet());
  }

  private static Stream<String> fingerprints(HeldFile file) {
    return Found.certificates(file).stream().map(CaCertificate::fingerprint);
  }

  void list() {
    tree.below(DebianStore.CERTIFICATES).forEach(file -> source(file, leftOutOfList(file.path())));
    tree.below(DebianStore.ADMINISTRATOR_CERTIFICATES)
        .forEach(file -> source(file, misnamed(file.path())));
    tree.at(DebianStore.BUNDLE).filter(file -> file.tooBig() > 0).ifPresent(found::unreadable);
    tree.at(DebianStore.BUNDLE).ifPresent(this::unexplained);
    hashed.stream().filter(file -> !file.name().equals(SNAKE_OIL)).forEach(this::link);
    found.loose(tree, "take it away, or run 'update-ca-certificates --fresh'");
  }

  private Optional<String> leftOutOfList(String path) {
    String entry = path.substring(DebianStore.CERTIFICATES.length() + 1);
    if (conf.selects(entry)) {
      return Optional.empty();
    }
    return Optional.of(
        conf.has(entry)
            ? DebianStore.CONFIGURATION + " has the line '!" + entry + "'"
            : "no line of " + DebianStore.CONFIGURATION + " is '" + entry + "'");
  }

  private static Optional<String> misnamed(String path) {
    return path.endsWith(".crt") ? Optional.empty() : Optional.of("its name does not end in .crt");
  }

  /**
   * A file from which the tool takes certificates.
   *
   * @param leftOut why it does not take this one
   */
  private void source(HeldFile file, Optional<String> leftOut) {
    boolean several = file.certificates().size() > 1;
    List<CaCertificate> certificates =
        leftOut.isEmpty() || file.hasKey() || file.name().endsWith(".crt")
            ? found.wanted(file)
            : Found.certificates(file);
    for (CaCertificate certificate : certificates) {
      explained.add(certificate.fingerprint());
      if (leftOut.isEmpty()) {
        found.anchor(file.path(), certificate);
        effect(file, certificate, several);
      } else {
        leftOut(file, certificate, leftOut.get());
      }
    }
  }

  private void effect(HeldFile file, CaCertificate certificate, boolean several) {
    if (!bundled.contains(certificate.fingerprint())) {
      found.finding(
          Kind.NOT_IN_BUNDLE,
          file.path(),
          "%s is selected, and %s does not have its certificate; run 'update-ca-certificates'"
              .formatted(file.path(), DebianStore.BUNDLE));
    } else if (!linked.contains(certificate.fingerprint())) {
      found.finding(
          Kind.NO_HASH_LINK,
          file.path(),
          "%s has no hash link in %s, so that programs which look there do not trust it; %s"
              .formatted(
                  file.path(),
                  DebianStore.HASHED,
                  several
                      ? "put each of its certificates into a file of its own"
                      : "run 'update-ca-certificates --fresh'"));
    }
  }

  private void leftOut(HeldFile file, CaCertificate certificate, String why) {
    boolean trusted =
        bundled.contains(certificate.fingerprint()) || linked.contains(certificate.fingerprint());
    if (trusted) {
      found.anchor(file.path(), certificate);
    }
    found.finding(
        Kind.NOT_SELECTED,
        file.path(),
        "%s is not selected (%s)%s: %s"
            .formatted(
                file.path(),
                why,
                trusted ? ", and yet it is trusted" : "",
                certificate.described()));
  }

  /** Each certificate once: the bundle's come before those that only a link has. */
  private void unexplained(HeldFile file) {
    for (CaCertificate certificate : Found.certificates(file)) {
      if (explained.add(certificate.fingerprint())) {
        found.anchor(file.path(), certificate);
        found.finding(
            Kind.UNEXPLAINED,
            file.path(),
            "%s has %s, and no file in %s or %s does; 'update-ca-certificates --fresh' takes away what no file has"
                .formatted(
                    file.path(),
                    certificate.described(),
                    DebianStore.CERTIFICATES,
                    DebianStore.ADMINISTRATOR_CERTIFICATES));
      }
    }
  }

  private void link(HeldFile file) {
    Optional<CaCertificate> first = Found.certificates(file).stream().findFirst();
    if (first.isEmpty() || isSnakeOil(first.get())) {
      return;
    }
    var name = HASH_LINK.matcher(file.name());
    if (name.matches() && !name.group(1).equals(first.get().subjectHash())) {
      found.finding(
          Kind.STALE_HASH_LINK,
          file.path(),
          "%s leads to %s, whose hash is %s; run 'update-ca-certificates --fresh'"
              .formatted(file.path(), first.get().described(), first.get().subjectHash()));
    }
    unexplained(file);
  }

  private boolean isSnakeOil(CaCertificate certificate) {
    return tree.at(DebianStore.HASHED + "/" + SNAKE_OIL).stream()
        .flatMap(DebianTrust::fingerprints)
        .anyMatch(certificate.fingerprint()::equals);
  }
}
