// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.run.RotationFlags;
import dev.hosttrust.controller.run.RotationStep;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How one CA takes the place of another. */
final class RotationOptions {
  @Once
  @Common
  @Option(
      names = "--previous",
      paramLabel = "FILE",
      description =
          "The CA certificate that goes. The one that comes is in --ca; in a spec file it is previous:.")
  @Nullable String previous;

  @Once
  @Option(
      names = "--excuse",
      paramLabel = "PATTERN",
      description =
          "Hosts that are neither asked nor changed and do not hold the rotation up, such as"
              + " 'node7,node9' or '@FILE'; as -l takes them.")
  @Nullable String excuse;

  @Option(
      names = "--server",
      paramLabel = "[NAME=]HOST[:PORT]",
      description =
          "A TLS server with a certificate of the CA, besides the registries; of the CA NAME where a"
              + " spec file changes several. Port 443 where none is given. Repeatable.")
  List<String> servers = new ArrayList<>();

  @Option(
      names = "--connect",
      paramLabel = "[SERVER=]HOST[:PORT]",
      description =
          "Where to look for a server, or for all of them, in place of the addresses of its name."
              + " Repeatable, also for one server that is in several places.")
  List<String> connect = new ArrayList<>();

  @Option(
      names = "--excuse-server",
      paramLabel = "HOST[:PORT]",
      description =
          "A registry or server that is not looked at, because it cannot be reached from here: you"
              + " answer for its chain. Repeatable.")
  List<String> excusedServers = new ArrayList<>();

  @Option(
      names = "--excuse-daemon",
      paramLabel = "NAME",
      split = ",",
      completionCandidates = RestartOptions.DaemonNames.class,
      description = "A daemon that need not see the new CA: ${COMPLETION-CANDIDATES}. Repeatable.")
  List<String> excusedDaemons = new ArrayList<>();

  RotationFlags flags(RotationStep step) {
    return new RotationFlags(
        step, previous, excuse, servers, connect, excusedServers, excusedDaemons);
  }
}
