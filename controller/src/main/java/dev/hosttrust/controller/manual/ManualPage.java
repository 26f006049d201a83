// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.manual;

import dev.hosttrust.controller.manual.CommandPage.Entry;
import dev.hosttrust.controller.manual.CommandPage.Topic;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A command's page for {@code man}, of section 1.
 *
 * @param page what it says
 * @param date when it was made, or nothing
 * @param version of the program, with its name
 * @param related further pages, such as {@code ssh_config(5)}
 */
public record ManualPage(CommandPage page, String date, String version, List<String> related) {

  public ManualPage {
    related = List.copyOf(related);
  }

  /** Under which {@code man} finds it: {@code hosttrust-rollout}. */
  public static String name(CommandPage page) {
    return page.name().replace(' ', '-');
  }

  /** The file's content. */
  public String roff() {
    Roff roff = new Roff(name(page).toUpperCase(Locale.ROOT), date, version);
    roff.section("Name");
    String summary = page.summary();
    roff.line(
        Roff.escaped(name(page))
            + " \\- "
            + Roff.escaped(
                summary.substring(0, 1).toLowerCase(Locale.ROOT) + summary.substring(1)));
    roff.section("Synopsis");
    roff.line(page.synopses().stream().map(this::synopsis).collect(Collectors.joining("\n.br\n")));
    roff.section("Description");
    page.description().forEach(roff::paragraph);
    page.topics().stream().filter(topic -> !isOfOptions(topic)).forEach(t -> words(t, roff));
    roff.section("Options");
    page.topics().stream().filter(ManualPage::isOfOptions).forEach(t -> options(t, roff));
    if (!page.exitCodes().isEmpty()) {
      roff.section("Exit status");
      page.exitCodes().forEach(code -> roff.item(term(code), code.text()));
    }
    page.background().forEach(topic -> words(topic, roff));
    page.notes()
        .forEach(
            note -> {
              roff.section(note.title());
              roff.example(note.lines());
            });
    roff.section("See also");
    roff.line(related.stream().map(ManualPage::reference).collect(Collectors.joining(",\n")));
    return roff.toString();
  }

  private String synopsis(String synopsis) {
    return Roff.bold(page.name()) + Roff.escaped(synopsis.substring(page.name().length()));
  }

  private static boolean isOfOptions(Topic topic) {
    return topic.entries().getFirst().isOption();
  }

  private static void words(Topic topic, Roff roff) {
    roff.section(topic.title());
    topic.entries().forEach(entry -> roff.item(term(entry), entry.text()));
  }

  private static void options(Topic topic, Roff roff) {
    roff.subsection(topic.title());
    topic.entries().forEach(entry -> roff.item(term(entry), entry.text()));
  }

  private static String term(Entry entry) {
    String names = entry.names().stream().map(Roff::bold).collect(Collectors.joining(", "));
    return entry.value().isEmpty() ? names : names + " " + Roff.italic(entry.value());
  }

  private static String reference(String page) {
    int section = page.indexOf('(');
    return Roff.bold(page.substring(0, section)) + page.substring(section);
  }
}
