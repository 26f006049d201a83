// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.nodeset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names that differ in numbers only, in one word: {@code node[1-3,7].example.com}. Zeros in front
 * of a number are kept: {@code node[008-011]} has {@code node010}, and not {@code node10}. Several
 * brackets stand for all combinations. Immutable.
 *
 * <p>Source of the notation: {@code nodeset(1)} of ClusterShell, without its steps and operators.
 */
public final class NodeSet {
  private static final Pattern BRACKETS = Pattern.compile("\\[([0-9,-]+)]");

  private final List<String> texts;
  private final List<NumberList> numbers;
  private final Pattern pattern;

  /**
   * @param texts around the numbers: one more than these
   */
  NodeSet(List<String> texts, List<NumberList> numbers) {
    this.texts = List.copyOf(texts);
    this.numbers = List.copyOf(numbers);
    this.pattern =
        Pattern.compile(
            texts.stream()
                .map(Pattern::quote)
                .collect(Collectors.joining("([0-9]{1,%d})".formatted(NumberRange.MOST_DIGITS))));
  }

  /**
   * Reads a word with one pair of brackets or more.
   *
   * @return empty if the word has none, or if anything but numbers and ranges stands in one, a
   *     range runs backwards, or nothing but digits stands between two of them, so that it would
   *     not be clear where one number ends
   */
  public static Optional<NodeSet> parse(String word) {
    List<String> texts = new ArrayList<>();
    List<NumberList> numbers = new ArrayList<>();
    int end = 0;
    for (Matcher matcher = BRACKETS.matcher(word); matcher.find(); end = matcher.end()) {
      String text = word.substring(end, matcher.start());
      Optional<NumberList> list = NumberList.parse(matcher.group(1));
      if (list.isEmpty() || (end > 0 && isDigits(text))) {
        return Optional.empty();
      }
      texts.add(text);
      numbers.add(list.get());
    }
    texts.add(word.substring(end));
    boolean sound = !numbers.isEmpty() && texts.stream().noneMatch(NodeSet::hasBracket);
    return sound ? Optional.of(new NodeSet(texts, numbers)) : Optional.empty();
  }

  private static boolean isDigits(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean hasBracket(String text) {
    return text.indexOf('[') >= 0 || text.indexOf(']') >= 0;
  }

  public boolean contains(String name) {
    Matcher matcher = pattern.matcher(name);
    if (!matcher.matches()) {
      return false;
    }
    for (int i = 0; i < numbers.size(); i++) {
      if (!numbers.get(i).contains(matcher.group(i + 1))) {
        return false;
      }
    }
    return true;
  }

  /** How many names these are, the largest {@code long} if they are more than that. */
  public long count() {
    long count = 1;
    for (NumberList list : numbers) {
      long factor = list.count();
      count = count > Long.MAX_VALUE / factor ? Long.MAX_VALUE : count * factor;
    }
    return count;
  }

  /**
   * As many of the first names as fit.
   *
   * @param room how many characters the word may have
   * @return empty where not even the first range fits
   */
  public Optional<NodeSet> beginning(int room) {
    if (toString().length() <= room) {
      return Optional.of(this);
    }
    int longest = 0;
    for (int i = 1; i < numbers.size(); i++) {
      if (numbers.get(i).ranges().size() > numbers.get(longest).ranges().size()) {
        longest = i;
      }
    }
    int most = numbers.isEmpty() ? 0 : Math.min(numbers.get(longest).ranges().size(), room);
    for (int ranges = most; ranges > 0; ranges--) {
      List<NumberList> fewer = new ArrayList<>(numbers);
      fewer.set(longest, fewer.get(longest).first(ranges));
      NodeSet beginning = new NodeSet(texts, fewer);
      if (beginning.toString().length() <= room) {
        return Optional.of(beginning);
      }
    }
    return Optional.empty();
  }

  /** The word; a name, if it is one. */
  @Override
  public String toString() {
    return word(numbers.stream().map(NumberList::toString).toList());
  }

  /**
   * The word with a comma in its last brackets, {@code node[1-411,412]}: so it is no pattern of
   * Ansible, for which {@code node[1-412]} means some of the group {@code node}, and {@code
   * node[1-412].example.com} a glob.
   */
  public String withComma() {
    int last = numbers.size() - 1;
    while (last >= 0 && numbers.get(last).isOne()) {
      last--;
    }
    List<String> words = new ArrayList<>(numbers.stream().map(NumberList::toString).toList());
    if (last >= 0) {
      words.set(last, numbers.get(last).withComma());
    }
    return word(words);
  }

  private String word(List<String> words) {
    StringBuilder word = new StringBuilder(texts.getFirst());
    for (int i = 0; i < words.size(); i++) {
      word.append(words.get(i)).append(texts.get(i + 1));
    }
    return word.toString();
  }
}
