// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.certificate.FoundCertificates;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.PathFact;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Names;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.listing.Finding.Kind;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The keystore of Debian's {@code ca-certificates-java}, which its hook fills from the system
 * store: an entry {@code debian:NAME.pem} for each certificate there, in lower case.
 */
final class JavaListing implements StoreListing {
  private static final String KEYSTORE = DebianStore.HASHED + "/java/cacerts";
  private static final String ALIAS = "debian:";

  /** The password that Java's own keystores have; it keeps nothing secret. */
  private static final String PASSWORD = "changeit";

  private static final Names DISTRIBUTIONS = new Names(DebianListing.MOZILLA, ".crt");

  @Override
  public List<Question<?>> questions(Facts known) {
    return List.of(Path.look(KEYSTORE), DISTRIBUTIONS);
  }

  @Override
  public void list(Facts facts, Found found) {
    if (facts.content(KEYSTORE).isEmpty()) {
      if (facts.exists(KEYSTORE)) {
        noKeystore(facts.at(KEYSTORE) instanceof PathFact.Other other ? other.what() : "", found);
      }
      return;
    }
    Map<String, CaCertificate> entries;
    try {
      entries = entries(facts.content(KEYSTORE).get());
    } catch (IOException | GeneralSecurityException e) {
      noKeystore(e instanceof EOFException ? "it ends too early" : e.getMessage(), found);
      return;
    }
    Set<String> distributions =
        facts.of(DISTRIBUTIONS).stream()
            .map(path -> plain(ALIAS + CertificatesConf.pemName(path)))
            .collect(Collectors.toSet());
    entries.forEach(
        (alias, certificate) -> {
          if (!distributions.contains(plain(alias)) || found.inSystemStore(certificate)) {
            entry(alias, certificate, found);
          }
        });
    missing(entries, found);
  }

  private static void noKeystore(@Nullable String why, Found found) {
    found.finding(
        Kind.UNREADABLE,
        KEYSTORE,
        "%s is no keystore that can be read%s"
            .formatted(KEYSTORE, why == null || why.isEmpty() ? "" : ": " + why));
  }

  private static void entry(String alias, CaCertificate certificate, Found found) {
    found.anchor(KEYSTORE, certificate);
    if (alias.startsWith(ALIAS) && !found.inSystemStore(certificate)) {
      found.finding(
          Kind.UNEXPLAINED,
          KEYSTORE,
          "%s has %s, and the system store does not have it any more; take its entry '%s' out with keytool(1)"
              .formatted(KEYSTORE, certificate.described(), alias));
    }
  }

  private static void missing(Map<String, CaCertificate> entries, Found found) {
    Set<String> fingerprints =
        entries.values().stream().map(CaCertificate::fingerprint).collect(Collectors.toSet());
    found
        .systemStore()
        .filter(certificate -> !fingerprints.contains(certificate.fingerprint()))
        .forEach(
            certificate ->
                found.finding(
                    Kind.NOT_IN_KEYSTORE,
                    KEYSTORE,
                    "%s does not have %s, so that programs in Java do not trust it"
                        .formatted(KEYSTORE, certificate.described())));
  }

  /** The hook's own locale decides what becomes of a letter beyond ASCII. */
  private static String plain(String alias) {
    return alias.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_.=:-]", "");
  }

  private static Map<String, CaCertificate> entries(Content keystore)
      throws IOException, GeneralSecurityException {
    byte[] bytes = keystore.latin1().getBytes(StandardCharsets.ISO_8859_1);
    KeyStore store;
    try {
      store = load(bytes, PASSWORD.toCharArray());
    } catch (IOException e) {
      store = load(bytes, null); // another password; certificates can be read without one
    }
    Map<String, CaCertificate> entries = new LinkedHashMap<>();
    for (String alias : Collections.list(store.aliases())) {
      Certificate certificate = store.getCertificate(alias);
      if (certificate != null) {
        FoundCertificates.in(new String(certificate.getEncoded(), StandardCharsets.ISO_8859_1))
            .forEach(read -> entries.put(alias, read));
      }
    }
    return entries;
  }

  /** JKS and PKCS #12 alike (KeyStore type "JKS" of the JDK). */
  private static KeyStore load(byte[] bytes, char @Nullable [] password)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(new ByteArrayInputStream(bytes), password);
    return store;
  }
}
