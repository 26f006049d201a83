// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.connection;

import dev.hosttrust.inventories.InventoryHost;
import dev.hosttrust.words.ProblemsException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the variables of a host say about the trust it shall have, so that groups can differ. Null,
 * or an empty list, means that they say nothing.
 *
 * @param ca the certificate file, {@code hosttrust_ca}
 * @param registries {@code host[:port]} each, {@code hosttrust_registries}: a list, or a text with
 *     commas
 * @param name the anchor's name, {@code hosttrust_name}
 * @param root another root directory on the host, {@code hosttrust_root}
 * @param stores the stores that shall have the trust, {@code hosttrust_stores}: a list, or a text
 *     with commas
 */
public record TrustVariables(
    @Nullable FileVariable ca,
    List<String> registries,
    @Nullable String name,
    @Nullable String root,
    @Nullable List<String> stores) {

  public TrustVariables {
    registries = List.copyOf(registries);
    stores = stores == null ? null : List.copyOf(stores);
  }

  /**
   * Reads the variables of a host.
   *
   * @throws ProblemsException with all problems: a value of the wrong type, a template, a vaulted
   *     value
   */
  public static TrustVariables of(InventoryHost host) {
    var values = new NeededValues(host);
    var result =
        new TrustVariables(
            FileVariable.of(host, "hosttrust_ca", values),
            values.list("hosttrust_registries"),
            values.text("hosttrust_name"),
            values.text("hosttrust_root"),
            values.listIfSet("hosttrust_stores"));
    values.throwIfFailed();
    return result;
  }
}
