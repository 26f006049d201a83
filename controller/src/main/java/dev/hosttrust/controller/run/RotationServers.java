// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.agent.trust.Succession;
import dev.hosttrust.controller.rotation.ServerStanding;
import dev.hosttrust.controller.ssh.Target.Timing;
import dev.hosttrust.controller.tls.Handshakes;
import dev.hosttrust.controller.tls.Served;
import dev.hosttrust.controller.tls.TlsServer;
import dev.hosttrust.words.Findings;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The servers whose chains shall lead to the new CA: the registries, and those of the flags. */
final class RotationServers {
  private static final int HTTPS = 443;

  private final SequencedMap<Registry, Succession> servers = new LinkedHashMap<>();
  private final SequencedMap<Registry, List<Registry>> connect = new LinkedHashMap<>();
  private final List<Registry> connectAll = new ArrayList<>();
  private final Set<Registry> excused = new HashSet<>();
  private final List<Succession> successions;

  private RotationServers(List<Succession> successions) {
    this.successions = successions;
    for (Succession succession : successions) {
      succession.registries().forEach(registry -> servers.put(registry, succession));
    }
  }

  /**
   * Reads the flags; what is wrong with them is in the findings.
   *
   * @param successions empty if what rotates could not be read: then nothing is compared with it
   */
  static RotationServers of(RotationFlags flags, List<Succession> successions, Findings findings) {
    RotationServers all = new RotationServers(successions);
    flags.servers().forEach(server -> all.server(server, findings));
    for (String server : flags.excusedServers()) {
      all.known("--excuse-server", server, server, findings).ifPresent(all.excused::add);
    }
    flags.connect().forEach(place -> all.connect(place, findings));
    List<String> unserved = all.unserved();
    if (flags.step() == RotationStep.FINISH && !unserved.isEmpty()) {
      findings.problem(
          "--server: is missing, and %s has no registry; name a server with a certificate of that CA,"
                  .formatted(String.join(", ", unserved))
              + " or take the old CA away without a look at any by 'hosttrust remove --ca OLD'");
    }
    return all;
  }

  private void server(String given, Findings findings) {
    int equals = given.indexOf('=');
    Optional<Registry> server =
        registry("--server", given, given.substring(equals + 1), findings).map(this::asKnown);
    String name = given.substring(0, Math.max(equals, 0));
    List<Succession> its =
        successions.stream()
            .filter(succession -> equals < 0 || succession.name().value().equals(name))
            .toList();
    if (its.size() == 1) {
      server
          .map(registry -> servers.putIfAbsent(registry, its.getFirst()))
          .filter(other -> !other.equals(its.getFirst()))
          .ifPresent(
              other ->
                  findings.problem(
                      "--server %s: is a server of %s already, and its chain leads to one CA only"
                          .formatted(given, other.name())));
    } else if (!successions.isEmpty()) {
      findings.problem(
          "--server %s: say which of the CAs that change it serves, as NAME=%s; NAME is one of %s"
              .formatted(
                  given,
                  given.substring(equals + 1),
                  String.join(", ", successions.stream().map(s -> s.name().value()).toList())));
    }
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

  private Optional<Registry> known(String flag, String given, String text, Findings findings) {
    Optional<Registry> registry = registry(flag, given, text, findings).map(this::asKnown);
    if (!successions.isEmpty()
        && registry.filter(server -> !servers.containsKey(server)).isPresent()) {
      findings.problem(
          "%s %s: is neither a registry of what rotates nor a --server".formatted(flag, text));
    }
    return registry;
  }

  /** The server as it is known already, perhaps in another way of writing; else as it is. */
  private Registry asKnown(Registry server) {
    return servers.keySet().stream()
        .filter(known -> known.port().equals(server.port()) && host(known).equals(host(server)))
        .findFirst()
        .orElse(server);
  }

  /** The same for all ways to write a name (RFC 4343) or an IPv6 address (RFC 4291, 2.2). */
  private static String host(Registry server) {
    return server.host().startsWith("[")
        ? InetAddress.ofLiteral(bare(server.host())).getHostAddress()
        : server.host().toLowerCase(Locale.ROOT);
  }

  private void connect(String given, Findings findings) {
    int equals = given.indexOf('=');
    Optional<Registry> place = registry("--connect", given, given.substring(equals + 1), findings);
    if (equals < 0) {
      place.ifPresent(connectAll::add);
    } else {
      known("--connect", given, given.substring(0, equals), findings)
          .ifPresent(
              server ->
                  place.ifPresent(connect.computeIfAbsent(server, none -> new ArrayList<>())::add));
    }
  }

  /** Names of anchors whose servers are not known. */
  List<String> unserved() {
    return successions.stream()
        .filter(succession -> !servers.containsValue(succession))
        .map(succession -> succession.name().value())
        .toList();
  }

  /**
   * Looks at all that are not excused.
   *
   * @param seconds the longest look at an address, or null for as long as a host has to connect
   */
  List<ServerStanding> look(@Nullable Integer seconds) throws InterruptedException {
    Duration limit = seconds == null ? Timing.DEFAULT.connect() : Duration.ofSeconds(seconds);
    SequencedMap<Registry, List<TlsServer>> places = new LinkedHashMap<>();
    servers.forEach((server, succession) -> places.put(server, places(server, succession)));
    Iterator<List<Served>> looks =
        Handshakes.look(places.values().stream().flatMap(List::stream).toList(), limit).iterator();
    return places.entrySet().stream()
        .map(
            server ->
                new ServerStanding(
                    server.getKey().toString(),
                    server.getValue().stream().map(place -> looks.next()).toList()))
        .toList();
  }

  private List<TlsServer> places(Registry server, Succession succession) {
    return excused.contains(server)
        ? List.of()
        : connect.getOrDefault(server, orItself(server)).stream()
            .map(place -> place(server, succession, place))
            .toList();
  }

  private List<Registry> orItself(Registry server) {
    return connectAll.isEmpty() ? List.of(server) : connectAll;
  }

  private static TlsServer place(Registry server, Succession succession, Registry place) {
    int port = server.port().orElse(HTTPS);
    return new TlsServer(
        server.toString(),
        bare(server.host()),
        port,
        certificates(succession.next()),
        certificates(succession.previous()),
        new TlsServer.Place(bare(place.host()), place.port().orElse(port)));
  }

  private static List<CaCertificate> certificates(List<Anchor> anchors) {
    return anchors.stream().map(Anchor::certificate).toList();
  }

  /** An IPv6 address without its brackets. */
  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
