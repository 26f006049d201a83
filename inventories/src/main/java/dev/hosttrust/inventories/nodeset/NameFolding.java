// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.nodeset;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Folds names into few words. */
public final class NameFolding {
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  /** A name with any other character is not folded: it might mean something else then. */
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}._-]+");

  private NameFolding() {}

  /**
   * Names that have the same text around their numbers, while they are put together.
   *
   * @param first the place of the first of them
   * @param numbers for each place in the text, the digits that stand there
   */
  private record Part(int first, List<List<String>> numbers) {
    List<List<String>> allBut(int column) {
      List<List<String>> others = new ArrayList<>(numbers);
      others.remove(column);
      return others;
    }
  }

  /**
   * The words stand for exactly these names, each name once, in the order of the first name of
   * each. It takes time in proportion to the number of names.
   */
  public static List<NodeSet> fold(Collection<String> names) {
    Map<List<String>, List<Part>> byText = new LinkedHashMap<>();
    int place = 0;
    for (String name : names) {
      List<String> texts = new ArrayList<>();
      List<List<String>> numbers = new ArrayList<>();
      takeApart(name, texts, numbers);
      byText.computeIfAbsent(texts, t -> new ArrayList<>()).add(new Part(place++, numbers));
    }
    record Word(int first, NodeSet set) {}
    List<Word> words = new ArrayList<>();
    byText.forEach(
        (texts, parts) -> {
          for (Part part : merged(parts, texts.size() - 1)) {
            NodeSet set = new NodeSet(texts, part.numbers().stream().map(NumberList::of).toList());
            words.add(new Word(part.first(), set));
          }
        });
    return words.stream().sorted(Comparator.comparingInt(Word::first)).map(Word::set).toList();
  }

  private static void takeApart(String name, List<String> texts, List<List<String>> numbers) {
    int end = 0;
    if (PLAIN.matcher(name).matches()) {
      for (Matcher matcher = DIGITS.matcher(name); matcher.find(); ) {
        if (matcher.group().length() <= NumberRange.MOST_DIGITS) {
          texts.add(name.substring(end, matcher.start()));
          numbers.add(List.of(matcher.group()));
          end = matcher.end();
        }
      }
    }
    texts.add(name.substring(end));
  }

  /** Puts those together that differ at one place only, for each place in turn, the last first. */
  private static Collection<Part> merged(List<Part> parts, int columns) {
    Collection<Part> merged = parts;
    for (int column = columns - 1; column >= 0; column--) {
      Map<List<List<String>>, Part> byOthers = new LinkedHashMap<>();
      for (Part part : merged) {
        int at = column;
        Part into =
            byOthers.computeIfAbsent(
                part.allBut(column),
                others -> {
                  List<List<String>> numbers = new ArrayList<>(part.numbers());
                  numbers.set(at, new ArrayList<>());
                  return new Part(part.first(), numbers);
                });
        into.numbers().get(column).addAll(part.numbers().get(column));
      }
      // In one order, so that equal numbers are found to be equal in the next turn.
      for (Part part : byOthers.values()) {
        part.numbers().get(column).sort(Comparator.naturalOrder());
      }
      merged = byOthers.values();
    }
    return merged;
  }
}
