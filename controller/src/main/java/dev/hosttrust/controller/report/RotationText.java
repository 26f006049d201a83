// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.Succession;
import dev.hosttrust.controller.rotation.HostStanding;
import dev.hosttrust.controller.rotation.HostStanding.Trust;
import dev.hosttrust.controller.rotation.RotationState;
import dev.hosttrust.controller.rotation.ServerStanding;
import dev.hosttrust.controller.tls.Served;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** How far a rotation is, for people. */
public final class RotationText {
  private final Lines out;
  private final FoldedNames names;

  public RotationText(Lines out, FoldedNames names) {
    this.out = out;
    this.names = names;
  }

  /** Prints what was found, with everything by its name that is not as it must be. */
  public void print(RotationState state) {
    out.println("");
    state.successions().forEach(this::succession);
    hosts(state, Trust.BOTH, "trusts both", "trust both");
    hosts(state, Trust.NEW, "trusts the new CA alone", "trust the new CA alone");
    hosts(
        state,
        Trust.PARTLY,
        "trusts the new CA, and has the old one still or a part of it",
        "trust the new CA, and have the old one still or a part of it");
    hosts(state, Trust.LACKING, "needs 'rotate add'", "need 'rotate add'");
    state.unknown().stream()
        .collect(
            Collectors.groupingBy(
                HostStanding::reason,
                LinkedHashMap::new,
                Collectors.mapping(HostStanding::host, Collectors.toList())))
        .forEach(
            (reason, hosts) -> line(Colour.RED, "  unknown   ", folded(hosts) + ": " + reason));
    daemons(state.blind(), "started before and does not see the new CA: ");
    daemons(state.clinging(), "started before and still trusts the old CA: ");
    state.servers().forEach(this::server);
    state
        .unserved()
        .forEach(
            name ->
                line(
                    Colour.YELLOW,
                    "  servers   ",
                    "none is known of " + name + "; name one with --server HOST[:PORT]"));
    state.alarms().forEach(alarm -> line(Colour.RED, "  broken    ", alarm));
    out.flush();
  }

  private void succession(Succession succession) {
    out.println(
        List.of(
            Colour.BOLD.on("Rotation of " + succession.name()),
            Colour.NONE.on(
                ": from " + words(succession.previous()) + " to " + words(succession.next()))));
  }

  private static String words(List<Anchor> anchors) {
    return anchors.stream()
        .map(Anchor::certificate)
        .map(CaCertificate::described)
        .collect(Collectors.joining(", "));
  }

  private void hosts(RotationState state, Trust trust, String one, String many) {
    List<String> hosts = state.names(trust);
    if (!hosts.isEmpty()) {
      String verb = hosts.size() == 1 ? one : many;
      line(
          trust == Trust.LACKING ? Colour.RED : Colour.GREEN,
          "  hosts     ",
          "%d of %d %s: %s".formatted(hosts.size(), state.hosts().size(), verb, folded(hosts)));
    }
  }

  private void daemons(SequencedMap<String, List<String>> daemons, String what) {
    for (Map.Entry<String, List<String>> daemon : daemons.entrySet()) {
      line(
          Colour.YELLOW,
          "  daemons   ",
          "%s %s%s".formatted(daemon.getKey(), what, folded(daemon.getValue())));
    }
  }

  private void server(ServerStanding server) {
    if (server.isExcused()) {
      line(Colour.YELLOW, "  servers   ", server.name() + " is excused: nobody looked at it");
    }
    for (Served served : server.served()) {
      String leads =
          switch (served.chain()) {
            case NEW -> "serves the new CA's chain";
            case BOTH -> "serves a chain that leads to both CAs";
            case OLD -> "still serves the old CA's chain";
            case NEITHER -> "serves a chain that a client with the new CA refuses";
            case WRONG_NAME -> "serves the new CA's chain for another name";
            case UNREACHABLE -> "cannot be looked at";
          };
      line(
          served.chain().isNew() ? Colour.GREEN : Colour.YELLOW,
          "  servers   ",
          "%s at %s %s: %s".formatted(server.name(), served.address(), leads, served.detail()));
    }
  }

  private String folded(List<String> hosts) {
    return String.join("", names.of(hosts));
  }

  private void line(Colour colour, String label, String text) {
    List<Styled> line = new ArrayList<>(List.of(colour.on(label)));
    line.add(Colour.NONE.on(text));
    out.println(line);
  }

  /** Prints what else is to be known of the hosts, where no rollout has told it already. */
  public void notes(RotationState state) {
    state
        .notes()
        .forEach((note, hosts) -> line(Colour.YELLOW, "  notes     ", folded(hosts) + ": " + note));
    out.flush();
  }

  /** Prints what to do next. */
  public void next(RotationState state) {
    out.println("");
    out.println(
        List.of(
            Colour.BOLD.on("Next: "),
            Colour.NONE.on(
                switch (state.phase()) {
                  case ADD -> add(state);
                  case RESTART -> restart(state);
                  case SERVERS -> servers(state);
                  case FINISH -> finish(state);
                  case DONE ->
                      "nothing; the rotation is done. In a spec file or a play, let the anchor name the"
                          + " new CA alone.";
                })));
    out.flush();
  }

  private static String add(RotationState state) {
    List<String> words = new ArrayList<>();
    if (!state.names(Trust.LACKING).isEmpty()) {
      words.add("run 'hosttrust rotate add' for the hosts that need it");
    }
    if (!state.unknown().isEmpty()) {
      words.add("the unknown hosts must be looked at as well, or be named with --excuse");
    }
    words.add(meanwhile(state));
    return sentence(words);
  }

  private static String restart(RotationState state) {
    String daemons = String.join(",", state.blind().keySet());
    return sentence(
        List.of("run 'hosttrust rotate add --restart %s'".formatted(daemons), meanwhile(state)));
  }

  /** What holds while not every host trusts the new CA. */
  private static String meanwhile(RotationState state) {
    List<String> tooEarly = state.newServers();
    return tooEarly.isEmpty()
        ? "change no server's certificate until then"
        : "until then hosts may refuse " + String.join(", ", tooEarly);
  }

  /** What keeps the old CA on a host, the lines above tell. */
  private String finish(RotationState state) {
    List<String> stuck = state.stuck();
    if (stuck.isEmpty()) {
      return "every server serves the new CA's chain, so 'hosttrust rotate finish' takes the old CA away.";
    }
    boolean all =
        state.names(Trust.BOTH).isEmpty() && state.names(Trust.PARTLY).size() == stuck.size();
    return all
        ? "mend what is said above of %s, then call 'hosttrust rotate finish' again."
            .formatted(folded(stuck))
        : "every server serves the new CA's chain; mend what is said above of %s, then 'hosttrust rotate finish' takes the old CA away everywhere."
            .formatted(folded(stuck));
  }

  private static String servers(RotationState state) {
    List<String> words = new ArrayList<>();
    words.add(
        state.serversToChange().isEmpty()
            ? "every host trusts the new CA"
            : "every host trusts the new CA, so give %s certificates of it now"
                .formatted(String.join(", ", state.serversToChange())));
    if (!state.unseenServers().isEmpty()) {
      words.add(
          "what %s serves was not seen, so say with --connect where to look, or answer for it with --excuse-server"
              .formatted(String.join(", ", state.unseenServers())));
    }
    if (!state.unserved().isEmpty()) {
      words.add(
          "name a TLS server that has a certificate of %s with --server HOST[:PORT]"
              .formatted(String.join(", ", state.unserved())));
    }
    words.add(
        state.isOldGone()
            ? "no host has the old CA any more"
            : "then 'hosttrust rotate finish' takes the old CA away");
    return sentence(words);
  }

  private static String sentence(List<String> clauses) {
    return String.join("; ", clauses) + ".";
  }
}
