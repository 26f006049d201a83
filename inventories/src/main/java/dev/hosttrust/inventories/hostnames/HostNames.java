// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.hostnames;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that one entry of an inventory stands for.
 *
 * @param names one, or as many as its ranges make
 * @param port the port given after the name, or null
 */
public record HostNames(List<String> names, @Nullable Integer port) {

  /** Far longer than DNS allows, with room for ranges, and safe for the stack. */
  private static final int MAX_LENGTH = 1000;

  public HostNames {
    names = List.copyOf(names);
  }

  /** Reads {@code name}, {@code name:port}, {@code [address]:port}, each with or without ranges. */
  public static HostNames of(String entry) throws HostNameException {
    if (entry.length() > MAX_LENGTH) {
      throw new HostNameException(
          "the host name %s... has more than %d characters"
              .formatted(entry.substring(0, 20), MAX_LENGTH));
    }
    HostAddress address = HostAddress.parse(entry).orElse(new HostAddress(entry, null));
    return new HostNames(HostRange.expand(address.host()), address.port());
  }
}
