package dev.hosttrust.controller.cli;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Passwords where they could be seen: in what is shown of an inventory, and on the command line.
 */
final class Secrets {
  /** A name by which a variable, at any depth, is taken for a secret. */
  private static final String NAME = "[^\"'=\n]*(?i:pass|secret|token)[^\"'=\n]*";

  private static final String MASK = "********";

  /** The rest of a line behind such a name; a dictionary, as a vaulted value is one, stays. */
  private static final Pattern IN_JSON =
      Pattern.compile("(?m)(\"%s\": )[^\\[{\n].*?(,?)$".formatted(NAME));

  private static final Pattern IN_GRAPH =
      Pattern.compile("(?m)(--\\{%s = )(?!\\{'__ansible_vault').*\\}$".formatted(NAME));

  /** Inside of a dictionary of the graph. */
  private static final Pattern IN_DICTIONARY =
      Pattern.compile("('%s': )(?:'[^'\n]*'|\"[^\"\n]*\"|[0-9.]+)".formatted(NAME));

  private static final Pattern CONNECTION_PASSWORD = Pattern.compile("ansible_.*pass.*");

  private Secrets() {}

  /** What {@code inventory --list} or {@code --host} prints, for the eyes of a person. */
  static String maskedJson(String json) {
    return IN_JSON.matcher(json).replaceAll("$1\"" + MASK + "\"$2");
  }

  /** What {@code inventory --graph --vars} prints, likewise. */
  static String maskedGraph(String graph) {
    String masked = IN_GRAPH.matcher(graph).replaceAll("$1" + MASK + "}");
    return IN_DICTIONARY.matcher(masked).replaceAll("$1'" + MASK + "'");
  }

  /** A warning for each password among variables that were given as words of the command line. */
  static List<String> warnings(Map<String, @Nullable Object> typed) {
    return typed.entrySet().stream()
        .filter(variable -> CONNECTION_PASSWORD.matcher(variable.getKey()).matches())
        .filter(variable -> variable.getValue() instanceof CharSequence)
        .map(
            variable ->
                "-e %s: every user of this machine can see a password on the command line (ps);"
                        .formatted(variable.getKey())
                    + " use -e @FILE, a vaulted variable, or -k and -K")
        .toList();
  }
}
