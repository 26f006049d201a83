// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.connection;

import dev.hosttrust.inventories.InventoryHost;
import dev.hosttrust.inventories.python.PythonNumbers;
import dev.hosttrust.inventories.python.Shlex;
import dev.hosttrust.inventories.templates.Omitted;
import dev.hosttrust.inventories.templates.TemplateException;
import dev.hosttrust.inventories.templates.Templates;
import dev.hosttrust.inventories.values.SecretNames;
import dev.hosttrust.inventories.values.UnsafeText;
import dev.hosttrust.inventories.values.Variable;
import dev.hosttrust.inventories.values.VaultText;
import dev.hosttrust.inventories.vault.VaultException;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Location;
import dev.hosttrust.words.Secret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The values of the variables that a connection needs: templates are resolved here and vaulted
 * values opened. One that cannot be is a problem; in a variable that is not needed it does no harm.
 * Notes problems and goes on with null, so that all of a host are shown at once. Names are given by
 * rank: the first that the host has decides.
 */
final class NeededValues {

  private final InventoryHost host;
  private final Findings findings = new Findings();
  private final Templates templates;
  private final Map<String, Optional<Object>> resolved = new HashMap<>();

  NeededValues(InventoryHost host) {
    this.host = host;
    this.templates = new Templates(host.variables(), host.context());
  }

  void throwIfFailed() {
    findings.throwIfFailed();
  }

  /** Notes a problem with a variable; the message goes on after its name. */
  void problem(String name, String message) {
    Variable variable = host.variables().find(name);
    Location at = variable == null ? Location.of("host " + host.name()) : variable.location();
    findings.problem(at, name + " of host " + host.name() + " " + message);
  }

  /** Notes that the source of the host names no address to connect to. */
  void unknownAddress(String why) {
    findings.problem(
        Location.of("host " + host.name()), "it is not known where to connect to: " + why);
  }

  @Nullable String text(String... names) {
    String name = present(names);
    return name == null ? null : text(name, value(name));
  }

  /**
   * As {@link #text(String...)}; null for an empty text, too, as Ansible's ssh plugin has it for
   * user and key.
   */
  @Nullable String filledText(String... names) {
    String text = text(names);
    return text == null || text.isEmpty() ? null : text;
  }

  /** A password; null if it is empty, as for Ansible's plugins {@code ssh} and {@code sudo}. */
  @Nullable Secret secret(String... names) {
    String text = filledText(names);
    return text == null ? null : Secret.of(text);
  }

  /** Words as a shell would split them. */
  List<String> words(String name) {
    String text = text(name);
    if (text == null) {
      return List.of();
    }
    try {
      return Shlex.split(text, false).stream()
          .map(word -> word.text().strip())
          .filter(word -> !word.isEmpty())
          .toList();
    } catch (Shlex.SyntaxException e) {
      problem(name, "cannot be split into words: " + e.getMessage());
      return List.of();
    }
  }

  /** A whole number within bounds, both included. */
  @Nullable Integer number(int least, int most, String... names) {
    String name = present(names);
    String text = text(names);
    if (name == null || text == null) {
      return null;
    }
    Optional<Long> number = PythonNumbers.parseInt(text).filter(n -> n >= least && n <= most);
    if (number.isEmpty()) {
      problem(name, "must be a number from %d to %d, not '%s'".formatted(least, most, text));
      return null;
    }
    return number.get().intValue();
  }

  /** {@code ansible.module_utils.parsing.convert_bool}. */
  @Nullable Boolean flag(String... names) {
    String name = present(names);
    String text = text(names);
    if (name == null || text == null) {
      return null;
    }
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "y", "yes", "on", "1", "true", "t", "1.0" -> true;
      case "n", "no", "off", "0", "false", "f", "0.0" -> false;
      default -> {
        problem(name, "must be true or false, not '" + text + "'");
        yield null;
      }
    };
  }

  /** As {@link #list}; null if the variable is absent, while an empty text gives an empty list. */
  @Nullable List<String> listIfSet(String name) {
    return value(name) == null ? null : list(name);
  }

  /** A list of texts; a text stands for its parts between commas. */
  List<String> list(String name) {
    if (!(value(name) instanceof List<?> list)) {
      String text = text(name);
      return text == null
          ? List.of()
          : List.of(text.split(",")).stream()
              .map(String::strip)
              .filter(part -> !part.isEmpty())
              .toList();
    }
    List<String> texts = new ArrayList<>();
    for (Object item : list) {
      String text = text(name, item);
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  private @Nullable String present(String... names) {
    for (String name : names) {
      if (value(name) != null) {
        return name;
      }
    }
    return null;
  }

  /** The resolved value; null if the variable is absent or its template gives {@code omit}. */
  private @Nullable Object value(String name) {
    Object value = host.variables().get(name);
    return value instanceof String text && Templates.isOne(text)
        ? resolved.computeIfAbsent(name, n -> Optional.ofNullable(resolve(n, text))).orElse(null)
        : value;
  }

  private @Nullable Object resolve(String name, String text) {
    try {
      Object value = templates.resolve(name, text);
      return value == Omitted.OMITTED ? null : last(value);
    } catch (TemplateException e) {
      problem(
          name,
          SecretNames.contains(name)
              ? "is a template that cannot be resolved: %s (its text is not shown, as it may be a"
                      .formatted(e.withoutItsText())
                  + " password); write the password itself, with !unsafe in front if it has braces"
              : "is a template: %s; %s".formatted(e.getMessage(), e.advice(host.name(), name)));
      return null;
    }
  }

  /** Marks the result of a template, so that braces in it are not resolved again. */
  private static @Nullable Object last(@Nullable Object value) {
    return switch (value) {
      case String text -> new UnsafeText(text);
      case List<?> list -> list.stream().map(NeededValues::last).toList();
      case null, default -> value;
    };
  }

  private @Nullable String text(String name, @Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String text when Templates.isOne(text) -> text(name, resolve(name, text));
      case UnsafeText unsafe -> unsafe.text();
      case String text -> text;
      case Boolean flag -> flag ? "True" : "False";
      case Double number -> PythonNumbers.repr(number);
      case Number number -> number.toString();
      case VaultText vaulted -> open(name, vaulted);
      case Object other -> {
        problem(name, "must be a text");
        yield null;
      }
    };
  }

  /** A vaulted value may be a template as well. */
  private @Nullable String open(String name, VaultText vaulted) {
    try {
      return text(name, vaulted.vault().open(vaulted.envelope()));
    } catch (VaultException e) {
      problem(name, "is vaulted " + e.getMessage());
      return null;
    }
  }
}
