// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.agent.trust.Succession;
import dev.hosttrust.controller.rotation.ServerStanding;
import dev.hosttrust.controller.tls.Handshakes;
import dev.hosttrust.controller.tls.Served;
import dev.hosttrust.controller.tls.TlsServer;
import dev.hosttrust.words.Findings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/** The servers whose chains shall lead to the new CA: the registries, and those of the flags. */
final class RotationServers {
  private static final int HTTPS = 443;

  private final SequencedMap<Registry, List<Succession>> servers = new LinkedHashMap<>();
  private final Map<Registry, Registry> connect = new HashMap<>();
  private final Set<Registry> excused = new HashSet<>();
  private final List<String> unserved;
  private Optional<Registry> connectAll = Optional.empty();

  private RotationServers(List<Succession> successions, List<String> unserved) {
    this.unserved = unserved;
    for (Succession succession : successions) {
      succession.registries().forEach(registry -> servers.put(registry, List.of(succession)));
    }
  }

  /** Reads the flags; what is wrong with them is in the findings. */
  static RotationServers of(RotationFlags flags, List<Succession> successions, Findings findings) {
    List<String> unserved =
        successions.stream()
            .filter(succession -> succession.registries().isEmpty())
            .map(succession -> succession.name().value())
            .filter(name -> flags.servers().isEmpty())
            .toList();
    RotationServers all = new RotationServers(successions, unserved);
    for (String server : flags.servers()) {
      registry("--server", server, server, findings)
          .ifPresent(registry -> all.servers.putIfAbsent(registry, successions));
    }
    for (String server : flags.excusedServers()) {
      all.known("--excuse-server", server, findings).ifPresent(all.excused::add);
    }
    flags.connect().forEach(place -> all.connect(place, findings));
    if (flags.step() == RotationStep.FINISH && !unserved.isEmpty()) {
      findings.problem(
          "--server: is missing, and %s has no registry; name a server with a certificate of that CA,"
                  .formatted(String.join(", ", unserved))
              + " or take the old CA away without a look at any by 'hosttrust remove --ca OLD'");
    }
    return all;
  }

  private static Optional<Registry> registry(
      String flag, String given, String text, Findings findings) {
    try {
      return Optional.of(Registry.parse(text));
    } catch (IllegalArgumentException e) {
      findings.problem("%s %s: '%s' %s".formatted(flag, given, text, e.getMessage()));
      return Optional.empty();
    }
  }

  private Optional<Registry> known(String flag, String text, Findings findings) {
    Optional<Registry> registry = registry(flag, text, text, findings);
    if (registry.filter(server -> !servers.containsKey(server)).isPresent()) {
      findings.problem(
          "%s %s: is neither a registry of what rotates nor a --server".formatted(flag, text));
    }
    return registry;
  }

  private void connect(String given, Findings findings) {
    int equals = given.indexOf('=');
    Optional<Registry> place = registry("--connect", given, given.substring(equals + 1), findings);
    if (equals < 0) {
      connectAll = place;
    } else {
      known("--connect", given.substring(0, equals), findings)
          .ifPresent(server -> place.ifPresent(found -> connect.put(server, found)));
    }
  }

  /** Names of anchors whose servers are not known. */
  List<String> unserved() {
    return unserved;
  }

  /** Looks at all that are not excused. */
  List<ServerStanding> look() throws InterruptedException {
    List<Registry> looked = servers.keySet().stream().filter(s -> !excused.contains(s)).toList();
    List<List<Served>> served = Handshakes.look(looked.stream().map(this::server).toList());
    List<ServerStanding> standings = new ArrayList<>();
    for (Registry server : servers.keySet()) {
      int place = looked.indexOf(server);
      standings.add(
          new ServerStanding(server.toString(), place < 0 ? List.of() : served.get(place)));
    }
    return standings;
  }

  private TlsServer server(Registry server) {
    Registry place = Optional.ofNullable(connect.get(server)).or(() -> connectAll).orElse(server);
    int port = server.port().orElse(HTTPS);
    List<Succession> of = servers.getOrDefault(server, List.of());
    return new TlsServer(
        server.toString(),
        bare(server.host()),
        port,
        certificates(of.stream().flatMap(succession -> succession.next().stream())),
        certificates(of.stream().flatMap(succession -> succession.previous().stream())),
        new TlsServer.Place(bare(place.host()), place.port().orElse(port)));
  }

  private static List<CaCertificate> certificates(Stream<Anchor> anchors) {
    return anchors.map(Anchor::certificate).toList();
  }

  /** An IPv6 address without its brackets. */
  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
