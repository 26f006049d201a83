// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

/**
 * What a TLS server needs, in PEM.
 *
 * @param certificate the server's own certificate
 * @param intermediates the CAs between it and the root, the nearest first; empty where none are
 * @param key the private key (PKCS #8)
 */
public record ServerCertificate(
    String dnsName, String certificate, String intermediates, String key) {}
