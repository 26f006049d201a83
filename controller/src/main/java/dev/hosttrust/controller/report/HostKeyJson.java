// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.controller.report.SeenHostKey.Status;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The same as JSON lines; {@code docs/json-output.md} has the keys. */
public final class HostKeyJson implements HostKeyReport {
  private final JsonLines json;
  private final Map<Status, Integer> counts = new EnumMap<>(Status.class);

  public HostKeyJson(Lines out, InstantSource clock) {
    this.json = new JsonLines(out, clock);
  }

  @Override
  public void seen(List<SeenHostKey> hosts) {
    for (SeenHostKey host : hosts) {
      counts.merge(host.status(), 1, Integer::sum);
      json.print(
          "host_key",
          members -> {
            members.string("host", host.host());
            members.string("name", host.name());
            members.string("status", word(host.status()));
            host.key().ifPresent(key -> members.string("key_type", key.type()));
            host.key().ifPresent(key -> members.string("fingerprint", key.fingerprint()));
            host.unknown().ifPresent(one -> members.string("known_hosts_line", one.line()));
            switch (host.status()) {
              case UNREACHABLE -> members.string("reason", host.note());
              case CHANGED, REVOKED -> members.string("known_hosts_place", host.note());
              case NEW, KNOWN, UNCHECKED -> {}
            }
          });
    }
  }

  @Override
  public void written(Path file, int keys) {
    json.print(
        "written",
        members -> {
          members.string("file", file.toString());
          members.number("keys", keys);
        });
  }

  @Override
  public void note(String text) {
    json.print("warning", members -> members.string("message", text));
  }

  @Override
  public void finished() {
    json.print(
        "recap",
        members -> {
          for (Status status : Status.values()) {
            members.number(word(status), counts.getOrDefault(status, 0));
          }
        });
  }

  private static String word(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
