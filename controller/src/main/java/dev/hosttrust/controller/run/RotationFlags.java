// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one CA takes the place of another. Null where the command line says nothing.
 *
 * @param step what is done of it
 * @param previous {@code --previous}: the old CA; the new one is that of {@code --ca}
 * @param excuse {@code --excuse}: a pattern of hosts that are left out
 * @param servers {@code --server}: TLS servers besides the registries
 * @param connect {@code --connect}: where to look for servers
 * @param excusedServers {@code --excuse-server}: those that nobody looks at
 * @param excusedDaemons {@code --excuse-daemon}: those that need not see the new CA
 */
public record RotationFlags(
    RotationStep step,
    @Nullable String previous,
    @Nullable String excuse,
    List<String> servers,
    List<String> connect,
    List<String> excusedServers,
    List<String> excusedDaemons) {
  public RotationFlags {
    servers = List.copyOf(servers);
    connect = List.copyOf(connect);
    excusedServers = List.copyOf(excusedServers);
    excusedDaemons = List.copyOf(excusedDaemons);
  }
}
