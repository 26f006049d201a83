// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.manual;

import dev.hosttrust.controller.manual.CommandPage.Entry;
import dev.hosttrust.controller.manual.CommandPage.Note;
import dev.hosttrust.controller.manual.CommandPage.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A command's help on a terminal of 80 columns. */
public final class HelpText {
  /** Where the texts of options begin. */
  private static final int COLUMN = 30;

  /** Where the names of the options begin that a short help only names. */
  private static final int NAMES_COLUMN = 22;

  private static final int CODES_COLUMN = 6;

  /** A help of more options is longer than most people read. */
  private static final int FEW = 30;

  private final List<String> lines = new ArrayList<>();

  private HelpText() {}

  /** On one page, where it can be: of many options, those that are not common are only named. */
  public static String brief(CommandPage page) {
    long options = page.topics().stream().mapToLong(topic -> topic.entries().size()).sum();
    HelpText help = new HelpText();
    if (options <= FEW) {
      help.all(page);
      page.notes().forEach(help::note);
      return help.text();
    }
    help.head(page);
    List<Entry> common =
        page.topics().stream().flatMap(t -> t.entries().stream()).filter(Entry::common).toList();
    List<Entry> entries = common.stream().map(Entry::brief).toList();
    help.topic(new Topic("Common options", entries), column(entries));
    help.title("More options, which --help-all explains");
    page.topics().forEach(help::names);
    help.codesInShort(page.exitCodes());
    page.notes().forEach(note -> help.note(note.brief()));
    return help.text();
  }

  /** With each option explained. */
  public static String whole(CommandPage page) {
    HelpText help = new HelpText();
    help.all(page);
    page.background().forEach(topic -> help.topic(topic, column(topic.entries())));
    page.notes().forEach(help::note);
    return help.text();
  }

  private void all(CommandPage page) {
    head(page);
    page.topics().forEach(topic -> topic(topic, column(alike(topic.entries().getFirst(), page))));
    if (!page.exitCodes().isEmpty()) {
      topic(new Topic("Exit codes", page.exitCodes()), CODES_COLUMN);
    }
  }

  private void head(CommandPage page) {
    String label = "Usage: ";
    for (String synopsis : page.synopses()) {
      String name = label + page.name() + " ";
      // An option and its value stay together.
      String words = synopsis.substring(page.name().length()).replaceAll("(\\[-\\S+) ", "$1\u00a0");
      add(name, name.length(), words);
      label = " ".repeat(label.length());
    }
    for (String paragraph : page.description()) {
      lines.add("");
      add("", 0, paragraph);
    }
  }

  /** All options of a page, or all else, so that the texts of one page stand below each other. */
  private static List<Entry> alike(Entry entry, CommandPage page) {
    return page.topics().stream()
        .flatMap(topic -> topic.entries().stream())
        .filter(other -> other.isOption() == entry.isOption())
        .toList();
  }

  /** Where the texts of entries begin: right of them all, where that leaves enough room. */
  private static int column(List<Entry> entries) {
    int longest = entries.stream().mapToInt(entry -> term(entry).length()).max().orElse(0);
    return Math.min(COLUMN, longest + 2);
  }

  private void topic(Topic topic, int column) {
    title(topic.title());
    topic.entries().forEach(entry -> entry(entry, column));
  }

  private void entry(Entry entry, int column) {
    String term = term(entry);
    if (term.length() + 2 > column) {
      lines.add(term);
      term = "";
    }
    add(term + " ".repeat(column - term.length()), column, entry.text());
  }

  /** Short names stand below each other, and long ones below each other. */
  private static String term(Entry entry) {
    String value = entry.value().isEmpty() ? "" : " " + entry.value();
    boolean longOnly = Entry.isLong(entry.names().getFirst());
    return (longOnly ? "      " : "  ") + String.join(", ", entry.names()) + value;
  }

  private void names(Topic topic) {
    List<Entry> others = topic.entries().stream().filter(entry -> !entry.common()).toList();
    if (!others.isEmpty()) {
      String names =
          others.stream().map(entry -> entry.names().getFirst()).collect(Collectors.joining(", "));
      String first = "  %-20s".formatted(topic.title());
      add(first, NAMES_COLUMN, names);
    }
  }

  private void codesInShort(List<Entry> codes) {
    if (!codes.isEmpty()) {
      String text =
          codes.stream()
              .map(code -> code.names().getFirst() + " " + code.text())
              .collect(Collectors.joining("; "));
      lines.add("");
      add("Exit codes: ", 2, text + ".");
    }
  }

  private void note(Note note) {
    title(note.title());
    lines.addAll(note.lines());
  }

  private void title(String title) {
    lines.add("");
    lines.add(title + ":");
  }

  private void add(String first, int indent, String text) {
    Wrapped.lines(first, indent, text).forEach(line -> lines.add(line.replace('\u00a0', ' ')));
  }

  private String text() {
    return String.join("\n", lines);
  }
}
