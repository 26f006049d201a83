// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import java.util.ArrayList;
import java.util.List;

/** Prints text that hosts have in common: the most hosts' first, the others' beside that. */
final class SharedTextLines {
  /** More groups than these are counted, unless verbose. */
  private static final int MOST_GROUPS = 20;

  /** So many hosts are counted at a glance. */
  private static final int FEW_HOSTS = 3;

  private final Lines out;
  private final HostNames names;
  private final boolean verbose;

  SharedTextLines(Lines out, HostNames names, boolean verbose) {
    this.out = out;
    this.names = names;
    this.verbose = verbose;
  }

  /**
   * @param title such as {@code Difference on}
   */
  void print(String title, SharedText text) {
    List<SharedText.Group> groups = text.groups();
    int shown = verbose ? groups.size() : Math.min(MOST_GROUPS, groups.size());
    for (SharedText.Group group : groups.subList(0, shown)) {
      print(title, group, groups.getFirst());
    }
    int hosts = groups.stream().skip(shown).mapToInt(group -> group.hosts().size()).sum();
    rest(title, hosts, "; -v shows each");
    rest(title, text.leftOut(), ": they are too much to keep; --log-file FILE has each");
  }

  private void print(String title, SharedText.Group group, SharedText.Group reference) {
    List<String> lines = lines(group.pieces());
    List<String> beside = lines;
    if (!group.equals(reference)) {
      beside = shortened(Outlier.lines(group.pieces(), reference.pieces()));
    }
    boolean shorter = beside.size() < lines.size();
    List<Styled> head = new ArrayList<>();
    head.add(Colour.BOLD.on(title + " "));
    head.addAll(names.list(group.hosts(), Colour.BOLD));
    if (group.hosts().size() > FEW_HOSTS) {
      head.add(Colour.BOLD.on(" (%d hosts)".formatted(group.hosts().size())));
    }
    if (shorter) {
      head.add(Colour.NONE.on(", as on " + names.name(reference.hosts().getFirst()) + " except:"));
    }
    out.println("");
    out.println(head);
    (shorter ? beside : lines).forEach(line -> out.println(List.of(Colour.diffLine(line))));
  }

  private List<String> lines(List<Piece> pieces) {
    return shortened(pieces.stream().flatMap(piece -> piece.lines().stream()).toList());
  }

  private List<String> shortened(List<String> lines) {
    return verbose ? lines : ShortDiff.of(lines);
  }

  private void rest(String title, int hosts, String why) {
    if (hosts > 0) {
      out.println("");
      out.println("%s %d more %s%s".formatted(title, hosts, hosts == 1 ? "host" : "hosts", why));
    }
  }
}
