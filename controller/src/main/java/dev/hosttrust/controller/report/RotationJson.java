// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.controller.json.JsonText;
import dev.hosttrust.controller.rotation.HostStanding;
import dev.hosttrust.controller.rotation.HostStanding.Trust;
import dev.hosttrust.controller.rotation.RotationState;
import dev.hosttrust.controller.rotation.ServerStanding;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How far a rotation is, as a line of JSON. */
public final class RotationJson {
  private final JsonLines json;

  public RotationJson(Lines out, InstantSource clock) {
    this(new JsonLines(out, clock));
  }

  RotationJson(JsonLines json) {
    this.json = json;
  }

  /**
   * Prints the line.
   *
   * @param step the step that was asked for
   * @param refused whether it was refused
   */
  public void print(String step, boolean refused, RotationState state) {
    json.print(
        "rotation",
        line -> {
          line.string("step", step);
          line.string("next", state.phase().word());
          line.truth("refused", refused);
          line.objects(
              "anchors",
              state.successions(),
              (anchor, succession) -> {
                anchor.string("name", succession.name().value());
                anchor.strings("new", fingerprints(succession.next()));
                anchor.strings("old", fingerprints(succession.previous()));
              });
          for (Trust trust : List.of(Trust.BOTH, Trust.NEW, Trust.PARTLY, Trust.LACKING)) {
            line.strings(trust.name().toLowerCase(Locale.ROOT), state.names(trust));
          }
          line.objects("unknown", state.unknown(), RotationJson::unknown);
          line.objects("stale", state.blind().entrySet(), RotationJson::daemon);
          line.objects("trusting", state.clinging().entrySet(), RotationJson::daemon);
          line.objects("servers", state.servers(), RotationJson::server);
          line.strings("broken", state.alarms());
          line.objects("notes", state.notes().entrySet(), RotationJson::note);
        });
  }

  private static List<String> fingerprints(List<Anchor> anchors) {
    return anchors.stream().map(anchor -> anchor.certificate().fingerprint()).toList();
  }

  private static void unknown(JsonText json, HostStanding host) {
    json.string("host", host.host());
    json.string("reason", host.reason());
  }

  private static void daemon(JsonText json, Map.Entry<String, List<String>> daemon) {
    json.string("daemon", daemon.getKey());
    json.strings("hosts", daemon.getValue());
  }

  private static void note(JsonText json, Map.Entry<String, List<String>> note) {
    json.string("note", note.getKey());
    json.strings("hosts", note.getValue());
  }

  private static void server(JsonText json, ServerStanding server) {
    json.string("server", server.name());
    json.truth("excused", server.isExcused());
    json.objects(
        "addresses",
        server.served(),
        (address, served) -> {
          address.string("address", served.address());
          address.string("chain", served.chain().word());
          address.string("detail", served.detail());
        });
  }
}
