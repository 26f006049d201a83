// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.protocol;

import static dev.hosttrust.agent.protocol.ShellQuote.word;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Bundled;
import dev.hosttrust.agent.facts.Question.Copies;
import dev.hosttrust.agent.facts.Question.Daemon;
import dev.hosttrust.agent.facts.Question.HashLinks;
import dev.hosttrust.agent.facts.Question.Holds;
import dev.hosttrust.agent.facts.Question.Keystore;
import dev.hosttrust.agent.facts.Question.LinkTo;
import dev.hosttrust.agent.facts.Question.Names;
import dev.hosttrust.agent.facts.Question.Output;
import dev.hosttrust.agent.facts.Question.PackageState;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.facts.Question.Setting;
import dev.hosttrust.agent.facts.Question.Tool;
import dev.hosttrust.agent.facts.Question.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The questions of one exec with the numbers by which the agent answers them. Paths have the first
 * numbers, because the agent looks at all of them at once.
 *
 * @param all each question once, paths first
 * @param paths how many of them are paths, with no path twice
 * @param workDirectories the directories in which a change of these paths puts files under
 *     temporary names
 * @param numbers of all questions but paths, from 1
 */
record Questions(
    List<Question<?>> all,
    int paths,
    List<String> workDirectories,
    Map<Question<?>, Integer> numbers) {

  static Questions of(List<? extends Question<?>> questions) {
    SequencedMap<String, Question<?>> paths = new LinkedHashMap<>();
    SequencedSet<Question<?>> others = new LinkedHashSet<>();
    SequencedSet<String> work = new LinkedHashSet<>();
    for (Question<?> question : questions) {
      if (question instanceof Path path) {
        paths.putIfAbsent(path.path(), path);
        path.workDirectory().ifPresent(work::add);
      } else {
        others.add(question);
      }
    }
    List<Question<?>> all = new ArrayList<>(paths.values());
    all.addAll(others);
    Map<Question<?>, Integer> numbers = new HashMap<>();
    for (int i = paths.size(); i < all.size(); i++) {
      numbers.put(all.get(i), i + 1);
    }
    return new Questions(List.copyOf(all), paths.size(), List.copyOf(work), numbers);
  }

  /** The question that a line of the agent numbers, from 1. */
  Question<?> get(int number) {
    if (number < 1 || number > all.size()) {
      throw new IllegalArgumentException("nobody asked question " + number);
    }
    return all.get(number - 1);
  }

  /** The number of a question that is not about a path. */
  int number(Question<?> question) {
    return Objects.requireNonNull(numbers.get(question), "nobody asked this");
  }

  /** The number of the question for a path. */
  int number(String path) {
    for (int number = 1; number <= paths; number++) {
      if (path(number).equals(path)) {
        return number;
      }
    }
    throw new IllegalArgumentException("nobody asked for " + path);
  }

  /** The path that a line numbers. */
  String path(int number) {
    if (get(number) instanceof Path(String path, Path.Use use)) {
      return path;
    }
    throw new IllegalArgumentException("question " + number + " is not about a path");
  }

  /** {@code look_list}: what stands at the paths. */
  String look() {
    return all.stream()
        .limit(paths)
        .map(question -> " \"$root\"" + word(((Path) question).path()))
        .collect(Collectors.joining("", "look", ""));
  }

  /** {@code ask_list}: a call for each of the other questions. */
  List<String> calls() {
    return calls(question -> true);
  }

  /** A call for each question of a kind, of those that are not about a path. */
  List<String> calls(Predicate<Question<?>> isAsked) {
    List<String> calls = new ArrayList<>();
    SequencedSet<String> forSeveral = new LinkedHashSet<>();
    List<String> directories = directories();
    List<String> searched = searched();
    for (int number = paths + 1; number <= all.size(); number++) {
      if (!isAsked.test(get(number))) {
        continue;
      }
      String call = call(number, directories);
      if (!call.isEmpty()) {
        calls.add(call);
      }
      switch (get(number)) {
        case HashLinks(String directory, CaCertificate _, String _) ->
            forSeveral.add("links " + (directories.indexOf(directory) + 1) + " " + word(directory));
        case Holds(String file, Content _) -> forSeveral.add(search(file, searched));
        case Keystore(String file) -> forSeveral.add(search(file, searched));
        default -> {}
      }
    }
    calls.addAll(forSeveral);
    return calls;
  }

  private static String search(String file, List<String> searched) {
    return "search " + (searched.indexOf(file) + 1) + " " + word(file);
  }

  private String call(int number, List<String> directories) {
    return switch (get(number)) {
      case HashLinks(String directory, CaCertificate certificate, String file) ->
          "expect_link %d %d %s %s"
              .formatted(
                  number,
                  directories.indexOf(directory) + 1,
                  certificate.subjectHash(),
                  word(file));
      case LinkTo(String path, String file) ->
          "link_to %d %s %s".formatted(number, word(path), word(file));
      case Names(String directory, String ending) ->
          "names %d %s %s".formatted(number, word(directory), word(ending));
      case Keystore(String file) -> "keystore %d %s".formatted(number, word(file));
      case PackageState(String name, String file) ->
          "package %d %s %s".formatted(number, word(name), word(file));
      case Setting(String file, String name) ->
          "setting %d %s %s".formatted(number, word(file), word(name));
      case Tree(List<String> places, String except, String list, String text) ->
          "tree %d %s %s %s%s"
              .formatted(number, word(except), word(list), word(text), words(places));
      case Tool(String name) -> "tool %d %s".formatted(number, word(name));
      case Output(List<String> words) -> "output_of " + number + words(words);
      case Daemon(List<String> services, List<String> processes, List<String> files) ->
          "daemon %d %s %s %s"
              .formatted(
                  number,
                  word(String.join(" ", services)),
                  word(String.join(" ", processes)),
                  String.join(" ", files));
      case Bundled bundled -> "";
      case Copies copies -> "";
      case Holds holds -> "";
      case Path path -> "";
    };
  }

  private static String words(List<String> words) {
    return words.stream().map(w -> " " + word(w)).collect(Collectors.joining());
  }

  /** {@code daemon_names}: the names of all processes that are asked for. */
  String processes() {
    return places(Daemon.class, Daemon::processes).stream()
        .flatMap(List::stream)
        .distinct()
        .collect(Collectors.joining(" "));
  }

  /** The directories with hash links. */
  private List<String> directories() {
    return places(HashLinks.class, HashLinks::directory);
  }

  /** The files of which it is asked what certificates they hold; a call for each. */
  List<String> bundles() {
    List<String> files = bundleFiles();
    return files.stream()
        .map(file -> "bundle " + (files.indexOf(file) + 1) + " " + word(file))
        .toList();
  }

  private List<String> bundleFiles() {
    return places(
        question ->
            switch (question) {
              case Bundled bundled -> Optional.of(bundled.file());
              case Copies copies -> Optional.of(copies.file());
              default -> Optional.empty();
            });
  }

  /** The files of which it is asked what bytes they hold. */
  private List<String> searched() {
    return places(
        question ->
            switch (question) {
              case Holds holds -> Optional.of(holds.file());
              case Keystore keystore -> Optional.of(keystore.file());
              default -> Optional.empty();
            });
  }

  /** The places that the questions of one kind are about, each once. */
  private <Q, P> List<P> places(Class<Q> kind, Function<Q, P> place) {
    return places(
        question -> Optional.of(question).filter(kind::isInstance).map(kind::cast).map(place));
  }

  /** The places that questions are about, each once; empty for those that are not wanted. */
  private <P> List<P> places(Function<Question<?>, Optional<P>> place) {
    return all.stream().flatMap(question -> place.apply(question).stream()).distinct().toList();
  }

  /**
   * {@code wanted}: the certificates and other bytes that are looked for, and by which questions;
   * see {@code certificates} and {@code search} in the agent.
   */
  String wanted() {
    SequencedMap<String, Integer> contents = new LinkedHashMap<>();
    List<String> files = bundleFiles();
    List<String> directories = directories();
    List<String> searched = searched();
    List<String> lines = new ArrayList<>();
    for (int number = paths + 1; number <= all.size(); number++) {
      switch (get(number)) {
        case Bundled(String file, CaCertificate certificate) ->
            lines.add(bundle("bundle", number, contents, certificate, files.indexOf(file) + 1));
        case Copies(String file, CaCertificate certificate) ->
            lines.add(bundle("copies", number, contents, certificate, files.indexOf(file) + 1));
        case HashLinks(String directory, CaCertificate certificate, String file) ->
            lines.add(
                "link %d %d %d %s"
                    .formatted(
                        number,
                        number(certificate.bodyBase64(), contents),
                        directories.indexOf(directory) + 1,
                        certificate.subjectHash()));
        case Holds(String file, Content bytes) ->
            lines.add(
                "bytes %d %d %d"
                    .formatted(
                        number,
                        number(bytes.base64().replace("\n", ""), contents),
                        searched.indexOf(file) + 1));
        case Keystore(String file) ->
            lines.add("keystore %d %d".formatted(number, searched.indexOf(file) + 1));
        default -> {}
      }
    }
    contents.forEach((base64, number) -> lines.add("content " + number + " " + base64));
    return String.join("\n", lines);
  }

  private static String bundle(
      String word, int number, Map<String, Integer> contents, CaCertificate certificate, int file) {
    int content = number(certificate.bodyBase64(), contents);
    return "%s %d %d %d".formatted(word, number, content, file);
  }

  /** The number of what is looked for, from 1. */
  private static int number(String base64, Map<String, Integer> contents) {
    return contents.computeIfAbsent(base64, first -> contents.size() + 1);
  }
}
