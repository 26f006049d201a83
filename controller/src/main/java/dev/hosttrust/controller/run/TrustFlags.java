// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says the hosts shall trust. Null where it says nothing.
 *
 * @param ca {@code --ca}: a certificate file, or an Easy-RSA directory
 * @param name {@code --name}: the anchor's name on the hosts
 * @param registries {@code --registry}: container registries of this CA, {@code HOST[:PORT]}
 * @param allowed {@code --allow}: what is taken although it is refused otherwise
 * @param spec {@code --spec}: a file in place of the four others
 * @param stores {@code --store}: the stores that shall have it
 * @param containerdConfigPath {@code --containerd-config-path}: where containerd shall look for it
 * @param absent whether the anchor goes
 * @param rotation how one CA takes the place of another; null if none does
 */
public record TrustFlags(
    @Nullable String ca,
    @Nullable String name,
    List<String> registries,
    List<String> allowed,
    @Nullable String spec,
    @Nullable List<String> stores,
    @Nullable String containerdConfigPath,
    boolean absent,
    @Nullable RotationFlags rotation) {

  public TrustFlags {
    registries = List.copyOf(registries);
    allowed = List.copyOf(allowed);
    stores = stores == null ? null : List.copyOf(stores);
  }

  /** Whether any of the flags is given that cannot be combined with a spec file. */
  boolean namesAnAnchor() {
    return ca != null || name != null || !registries.isEmpty() || !allowed.isEmpty();
  }
}
