// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.controller.report.SeenHostKey.Status;
import dev.hosttrust.controller.ssh.hostkey.HostKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A line for each host that needs a look, and how many there are of the others. */
public final class HostKeyTable implements HostKeyReport {
  private static final Map<Status, Colour> COLOURS =
      Map.of(
          Status.NEW, Colour.YELLOW,
          Status.CHANGED, Colour.RED,
          Status.REVOKED, Colour.RED,
          Status.UNREACHABLE, Colour.RED);

  private final Lines out;
  private final boolean verbose;
  private final Map<Status, Integer> counts = new EnumMap<>(Status.class);

  /**
   * @param verbose whether hosts whose key is known have a line as well
   */
  public HostKeyTable(Lines out, boolean verbose) {
    this.out = out;
    this.verbose = verbose;
  }

  @Override
  public void seen(List<SeenHostKey> hosts) {
    List<SeenHostKey> shown = hosts.stream().filter(host -> verbose || !host.isGood()).toList();
    int nameWidth = width(shown.stream().map(HostKeyTable::names).toList());
    int typeWidth =
        width(shown.stream().flatMap(h -> h.key().stream()).map(HostKey::type).toList());
    hosts.forEach(host -> counts.merge(host.status(), 1, Integer::sum));
    for (SeenHostKey host : shown) {
      List<Styled> line = new ArrayList<>();
      line.add(COLOURS.getOrDefault(host.status(), Colour.NONE).on(pad(word(host.status()), 13)));
      line.add(Colour.NONE.on(pad(names(host), nameWidth)));
      host.key()
          .ifPresent(
              key ->
                  line.add(
                      Colour.NONE.on(
                          "  " + pad(key.type(), typeWidth) + "  " + key.fingerprint())));
      line.add(Colour.NONE.on(note(host)));
      out.println(line);
    }
    out.flush();
  }

  private static int width(List<String> texts) {
    return texts.stream().mapToInt(String::length).max().orElse(0);
  }

  /** The name in known_hosts, and what the inventory calls the host. */
  private static String names(SeenHostKey host) {
    return host.name().equals(host.host()) ? host.name() : host.host() + " " + host.name();
  }

  private static String note(SeenHostKey host) {
    return switch (host.status()) {
      case CHANGED -> "  not the one in " + host.note();
      case REVOKED -> "  revoked in " + host.note();
      case UNREACHABLE -> "  " + host.note();
      case NEW, KNOWN, UNCHECKED -> "";
    };
  }

  @Override
  public void written(Path file, int keys) {
    out.println("wrote %d %s to %s".formatted(keys, keys == 1 ? "key" : "keys", file));
    out.flush();
  }

  @Override
  public void note(String text) {
    out.println(text);
    out.flush();
  }

  @Override
  public void finished() {
    List<String> words = new ArrayList<>();
    counts.forEach((status, count) -> words.add(count + " " + word(status)));
    out.println(words.isEmpty() ? "no host is reached by SSH" : String.join(", ", words));
    out.flush();
  }

  private static String word(Status status) {
    return status == Status.UNCHECKED ? "not checked" : status.name().toLowerCase(Locale.ROOT);
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
