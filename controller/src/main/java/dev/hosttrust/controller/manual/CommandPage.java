// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.manual;

import java.util.List;

/**
 * All that is said of one command, wherever it is shown.
 *
 * @param name with the program's in front, such as {@code hosttrust rollout}
 * @param synopses how it is called, each in one line that begins with the name
 * @param description in paragraphs; the first one begins with a sentence that fits into a list
 * @param topics its arguments, options and commands
 * @param exitCodes what it ends with, where that is not for all commands the same
 * @param background what the program reads and writes besides
 * @param notes what comes last, such as examples
 */
public record CommandPage(
    String name,
    List<String> synopses,
    List<String> description,
    List<Topic> topics,
    List<Entry> exitCodes,
    List<Topic> background,
    List<Note> notes) {

  public CommandPage {
    synopses = List.copyOf(synopses);
    description = List.copyOf(description);
    topics = List.copyOf(topics);
    exitCodes = List.copyOf(exitCodes);
    background = List.copyOf(background);
    notes = List.copyOf(notes);
  }

  /** What the command does, in one sentence without the full stop. */
  public String summary() {
    return Sentences.first(description.getFirst()).replaceFirst("[.:]$", "");
  }

  /**
   * What is read or listed together.
   *
   * @param title a few words, such as {@code Logging in}
   */
  public record Topic(String title, List<Entry> entries) {
    public Topic {
      entries = List.copyOf(entries);
    }
  }

  /**
   * An option, an argument, a command or a code, and what it means.
   *
   * @param names the usual one first, a short one before long ones
   * @param value what follows the name, such as {@code FILE}, or nothing
   * @param common whether most who use the command need to know it
   */
  public record Entry(List<String> names, String value, String text, boolean common) {
    public Entry {
      names = List.copyOf(names);
    }

    /** A word and its meaning. */
    public static Entry of(String word, String text) {
      return new Entry(List.of(word), "", text, true);
    }

    /** The same with one long name, and with the first sentence only. */
    Entry brief() {
      int some = isLong(names.getFirst()) ? 1 : Math.min(2, names.size());
      return new Entry(names.subList(0, some), value, Sentences.first(text), common);
    }

    boolean isOption() {
      return names.getFirst().startsWith("-");
    }

    /** Whether it begins with two dashes, as most names of options. */
    static boolean isLong(String name) {
      return name.startsWith("--");
    }
  }

  /**
   * Lines that stand as they are.
   *
   * @param title such as {@code Examples}
   */
  public record Note(String title, List<String> lines) {
    public Note {
      lines = List.copyOf(lines);
    }

    /** The same with the first example only, whose further lines are indented. */
    Note brief() {
      String indent = lines.getFirst().replaceFirst("\\S.*", " ");
      long more = lines.stream().skip(1).takeWhile(line -> line.startsWith(indent)).count();
      return new Note(title, lines.subList(0, 1 + (int) more));
    }
  }
}
