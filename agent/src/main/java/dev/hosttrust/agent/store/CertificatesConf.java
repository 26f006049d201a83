// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.text.TextLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * {@code /etc/ca-certificates.conf}: one path below {@code /usr/share/ca-certificates} a line,
 * selected, or deselected by a leading {@code !} (update-ca-certificates(8)). Lines keep their
 * bytes; only a line feed ends one.
 */
record CertificatesConf(List<String> lines) {
  private static final Pattern LINE_ENDS = Pattern.compile("[\r\n]*");

  static CertificatesConf of(Content content) {
    return new CertificatesConf(TextLines.of(content.latin1()));
  }

  /** The one that a host has; without lines where it has none. */
  static CertificatesConf on(Facts facts) {
    return facts
        .content(DebianStore.CONFIGURATION)
        .map(CertificatesConf::of)
        .orElseGet(() -> new CertificatesConf(List.of()));
  }

  Content content() {
    return Content.ofLatin1(String.join("", lines));
  }

  /**
   * Selects an entry as Ansible's {@code lineinfile} does with {@code regexp:
   * '^!?local/NAME\.crt$'}: the last line that has it becomes the selected entry; where none has,
   * the last one that differs by a carriage return only; and where there is none either, one is
   * added at the end, after a line feed where the file lacks its last one. Beyond that, where one
   * of several lines deselects the entry, only one is left: with both, the tool removes the link
   * and adds it again at every run.
   */
  CertificatesConf select(String entry) {
    int last = last(line -> has(line, entry));
    if (last < 0) {
      last =
          last(
              line ->
                  line.startsWith(entry)
                      && LINE_ENDS.matcher(line.substring(entry.length())).matches());
    }
    if (last < 0) {
      return append(entry);
    }
    boolean contradicts = last(line -> has(line, entry) && line.startsWith("!")) >= 0;
    List<String> changed = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (i == last) {
        changed.add(entry + "\n");
      } else if (!contradicts || !has(lines.get(i), entry)) {
        changed.add(lines.get(i));
      }
    }
    return new CertificatesConf(List.copyOf(changed));
  }

  /**
   * Deselects an entry: a single line of it is left, with a {@code !}, or added. The tool then
   * takes its link away and tells its hooks so.
   */
  CertificatesConf deselect(String entry) {
    int last = last(line -> names(line, entry));
    if (last < 0) {
      return append("!" + entry);
    }
    List<String> changed = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (i == last) {
        changed.add("!" + entry + "\n");
      } else if (!names(lines.get(i), entry)) {
        changed.add(lines.get(i));
      }
    }
    return new CertificatesConf(List.copyOf(changed));
  }

  /** Without any line of an entry, selected or not. */
  CertificatesConf without(String entry) {
    return new CertificatesConf(lines.stream().filter(line -> !names(line, entry)).toList());
  }

  /** Whether a line selects or deselects an entry. */
  boolean has(String entry) {
    return lines.stream().anyMatch(line -> names(line, entry));
  }

  /** Whether a line selects an entry and none deselects it. */
  boolean selects(String entry) {
    return has(entry)
        && lines.stream().noneMatch(l -> names(l, entry) && l.strip().startsWith("!"));
  }

  /** All entries, selected or not, as the tool reads them. */
  List<String> entries() {
    return lines.stream()
        .map(CertificatesConf::entryOf)
        .filter(entry -> !entry.startsWith("#") && !entry.isEmpty())
        .toList();
  }

  /** The selected ones of them. */
  List<String> selected() {
    return lines.stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith("!"))
        .toList();
  }

  /** The tool reads entries without the blanks around them, behind a {@code !} as well. */
  private static String entryOf(String line) {
    String text = line.strip();
    return text.startsWith("!") ? text.substring(1).strip() : text;
  }

  private static boolean names(String line, String entry) {
    return entryOf(line).equals(entry);
  }

  private int last(Predicate<String> wanted) {
    int last = lines.size() - 1;
    while (last >= 0 && !wanted.test(lines.get(last))) {
      last--;
    }
    return last;
  }

  private CertificatesConf append(String entry) {
    List<String> changed = new ArrayList<>(lines);
    if (!changed.isEmpty() && !changed.getLast().endsWith("\n")) {
      changed.set(changed.size() - 1, changed.getLast() + "\n");
    }
    changed.add(entry + "\n");
    return new CertificatesConf(List.copyOf(changed));
  }

  private static boolean has(String line, String entry) {
    String text = line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
    return text.equals(entry) || text.equals("!" + entry);
  }

  /** Another entry, selected or not, whose link would have the same name. */
  Optional<String> clash(String entry, String pemName) {
    return entries().stream()
        .filter(other -> !other.equals(entry))
        .filter(other -> pemName(other).equals(pemName))
        .findFirst();
  }

  /**
   * The name of the link for a certificate's path, as {@code add()} of update-ca-certificates makes
   * it: blanks and commas become {@code _}, parentheses {@code =}.
   */
  static String pemName(String path) {
    String base = path.substring(path.lastIndexOf('/') + 1);
    String stem = base.endsWith(".crt") ? base.substring(0, base.length() - 4) : base;
    return stem.replace(' ', '_').replace(',', '_').replace('(', '=').replace(')', '=') + ".pem";
  }
}
