// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.listing;

import dev.hosttrust.agent.certificate.CaCertificate;
import java.util.Optional;

/**
 * A certificate that a host trusts beside those of its distribution.
 *
 * @param store the name of the store that has it
 * @param path the file in which it stands
 * @param registry the container registry that it is trusted for; empty if for any server
 */
public record FoundAnchor(
    String store, String path, Optional<String> registry, CaCertificate certificate) {}
