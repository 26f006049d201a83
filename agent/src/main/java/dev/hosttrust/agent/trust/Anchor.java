// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.trust;

import dev.hosttrust.agent.certificate.CaCertificate;
import java.util.List;

/**
 * One CA certificate that hosts shall trust: one file of the store.
 *
 * @param name becomes the file's base name
 * @param certificate exactly one certificate; a bundle was split before
 * @param registries the registries whose certificates this CA issues, each once; may be empty
 */
public record Anchor(AnchorName name, CaCertificate certificate, List<Registry> registries) {
  public Anchor {
    registries = registries.stream().distinct().toList();
  }

  /** The name that the user gave; of a part of a bundle, the name without the part's suffix. */
  public String givenName() {
    String suffix = certificate.partSuffix();
    String value = name.value();
    return value.endsWith(suffix) ? value.substring(0, value.length() - suffix.length()) : value;
  }

  /** The same certificate under another name. */
  public Anchor named(AnchorName other) {
    return new Anchor(other, certificate, registries);
  }

  /** The file's name in the store, {@code NAME.crt}. */
  public String fileName() {
    return name + ".crt";
  }

  /** The bytes of the file in the store; a fresh copy. */
  public byte[] content() {
    return certificate.pem();
  }
}
