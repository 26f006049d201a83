// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.json.JsonLayout;
import dev.hosttrust.agent.json.JsonReader;
import dev.hosttrust.agent.json.JsonSyntaxException;
import dev.hosttrust.agent.json.JsonValue;
import dev.hosttrust.agent.json.JsonValue.JsonArray;
import dev.hosttrust.agent.json.JsonValue.JsonObject;
import dev.hosttrust.agent.json.JsonValue.JsonString;
import dev.hosttrust.agent.json.JsonValue.Literal;
import dev.hosttrust.agent.store.TextEdit.Edited;
import dev.hosttrust.agent.store.TextEdit.Refused;
import dev.hosttrust.agent.text.Splice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The text of Firefox's {@code policies.json}, whose {@code policies.Certificates.Install} lists
 * the files of CAs that each profile gets when the browser starts.
 *
 * <p>Firefox reads the text with {@code JSON.parse}, and ignores all policies where that fails or
 * {@code policies} is missing ({@code EnterprisePoliciesParent.sys.mjs}). It ignores the policy
 * {@code Certificates} where a part of it has the wrong type ({@code policies-schema.json}); single
 * items of {@code Install} that are no strings are skipped. An empty file holds no policies, and is
 * no error.
 */
final class FirefoxPolicies {
  private static final List<String> INSTALL = List.of("policies", "Certificates", "Install");
  private static final String ROOTS = "ImportEnterpriseRoots";

  private FirefoxPolicies() {}

  /**
   * Lists files of CAs. All other characters of the text stay as they are.
   *
   * @param text the file's text; one character may stand for one byte of it, as it is all ASCII
   *     that JSON gives a meaning
   * @param files absolute paths that {@code Install} shall have
   * @param moved paths that it shall no longer have, each with the one of {@code files} that takes
   *     its place
   * @param gone other paths that it shall no longer have
   */
  static TextEdit install(
      String text, List<String> files, Map<String, String> moved, Set<String> gone) {
    if (text.isEmpty()) {
      return new Edited(files.isEmpty() ? text : JsonLayout.document(INSTALL, files));
    }
    try {
      return install(text, JsonReader.read(text), files, moved, gone);
    } catch (JsonSyntaxException e) {
      return new Refused(
          "is no valid JSON (%s), so Firefox ignores all policies; correct it"
              .formatted(e.getMessage()));
    }
  }

  /** The files that a text lists; none where Firefox would not read it. */
  static List<String> installed(String text) {
    try {
      JsonValue root = JsonReader.read(text);
      if (fault(root).isEmpty() && find(root, INSTALL).orElse(null) instanceof JsonArray install) {
        return install.items().stream()
            .filter(JsonString.class::isInstance)
            .map(item -> ((JsonString) item).text())
            .toList();
      }
    } catch (JsonSyntaxException e) {
      return List.of();
    }
    return List.of();
  }

  /** Whether a text lists some of these files and says nothing else, as it is written anew. */
  static boolean isOnly(String text, Set<String> files) {
    List<String> installed = installed(text);
    return !installed.isEmpty()
        && files.containsAll(installed)
        && text.equals(JsonLayout.document(INSTALL, installed));
  }

  private static TextEdit install(
      String text,
      JsonValue root,
      List<String> files,
      Map<String, String> moved,
      Set<String> gone) {
    Optional<String> fault = fault(root);
    if (fault.isPresent()) {
      return new Refused(fault.get());
    }
    if (files.isEmpty() && find(root, INSTALL).isEmpty()) {
      return new Edited(text);
    }
    String edited = Splice.apply(text, splices(text, root, files, moved));
    edited = Splice.apply(edited, cuts(edited, gone));
    if (!JsonReader.read(edited).meaning().equals(wanted(root, files, moved, gone))) {
      throw new IllegalStateException("the edited policies do not say what they should: " + edited);
    }
    return new Edited(edited);
  }

  /** Why Firefox would not read {@code Install}. */
  private static Optional<String> fault(JsonValue root) {
    Optional<JsonValue> value = Optional.of(root);
    String name = "its content";
    for (String next : INSTALL) {
      if (value.isPresent() && !(value.get() instanceof JsonObject)) {
        return Optional.of(wrongType(name, "an object"));
      }
      value = value.flatMap(object -> ((JsonObject) object).find(next));
      name = next;
    }
    if (value.isPresent() && !(value.get() instanceof JsonArray)) {
      return Optional.of(wrongType(name, "an array"));
    }
    return find(root, INSTALL.subList(0, 2))
        .flatMap(certificates -> ((JsonObject) certificates).find(ROOTS))
        .filter(roots -> !isBoolean(roots))
        .map(roots -> wrongType(ROOTS, "true or false"));
  }

  private static String wrongType(String name, String type) {
    return "has no effect in Firefox, because %s is not %s; correct it".formatted(name, type);
  }

  /** Firefox takes 0 and 1 for false and true, and from version 153 on the words as strings. */
  private static boolean isBoolean(JsonValue value) {
    return switch (value.meaning()) {
      case Literal literal -> List.of("true", "false", "0", "1").contains(literal.text());
      case String word -> List.of("true", "false").contains(word.strip().toLowerCase(Locale.ROOT));
      default -> false;
    };
  }

  private static Optional<JsonValue> find(JsonValue root, List<String> names) {
    Optional<JsonValue> value = Optional.of(root);
    for (String name : names) {
      value = value.flatMap(object -> ((JsonObject) object).find(name));
    }
    return value;
  }

  private static List<Splice> splices(
      String text, JsonValue root, List<String> files, Map<String, String> moved) {
    JsonLayout layout = new JsonLayout(text, (JsonObject) root);
    Optional<JsonValue> found = find(root, INSTALL);
    if (found.isEmpty()) {
      return List.of(firstEntries(layout, root, files));
    }
    JsonArray install = (JsonArray) found.get();
    List<Splice> splices = new ArrayList<>();
    for (JsonValue item : install.items()) {
      if (item instanceof JsonString entry && moved.containsKey(entry.text())) {
        splices.add(JsonLayout.replace(item, moved.get(entry.text())));
      }
    }
    List<String> missing = new ArrayList<>(files);
    missing.removeAll(renamed(install.meaning(), moved));
    if (!missing.isEmpty()) {
      splices.add(layout.append(install, missing));
    }
    return splices;
  }

  /** Each part of the list without the paths that go. */
  private static List<Splice> cuts(String text, Set<String> gone) {
    return find(JsonReader.read(text), INSTALL)
        .map(install -> JsonLayout.remove((JsonArray) install, item -> isOneOf(item, gone)))
        .orElse(List.of());
  }

  private static boolean isOneOf(JsonValue item, Set<String> paths) {
    return item instanceof JsonString entry && paths.contains(entry.text());
  }

  /** {@code Install} and what is missing around it. */
  private static Splice firstEntries(JsonLayout layout, JsonValue root, List<String> files) {
    int depth = 0;
    while (find(root, INSTALL.subList(0, depth + 1)).isPresent()) {
      depth++;
    }
    JsonObject parent = (JsonObject) find(root, INSTALL.subList(0, depth)).orElseThrow();
    return layout.append(parent, INSTALL.subList(depth, INSTALL.size()), files);
  }

  private static List<Object> renamed(List<?> items, Map<String, String> moved) {
    return items.stream()
        .<Object>map(item -> item instanceof String path ? moved.getOrDefault(path, path) : item)
        .toList();
  }

  /** What the edited text must say: what it said, but for our entries. */
  private static Map<?, ?> wanted(
      JsonValue root, List<String> files, Map<String, String> moved, Set<String> gone) {
    Map<String, Object> wanted = ((JsonObject) root).meaning();
    Map<String, Object> certificates = inner(inner(wanted, INSTALL.get(0)), INSTALL.get(1));
    List<?> items = (List<?>) certificates.getOrDefault(INSTALL.get(2), List.of());
    List<Object> install = new ArrayList<>(renamed(items, moved));
    files.stream().filter(file -> !install.contains(file)).forEach(install::add);
    install.removeIf(gone::contains);
    certificates.put(INSTALL.get(2), install);
    return wanted;
  }

  private static Map<String, Object> inner(Map<String, Object> outer, String name) {
    Map<String, Object> inner = new LinkedHashMap<>();
    if (outer.get(name) instanceof Map<?, ?> there) {
      there.forEach((key, value) -> inner.put((String) key, value));
    }
    outer.put(name, inner);
    return inner;
  }
}
