// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.vars;

import dev.hosttrust.inventories.documents.Datum;
import dev.hosttrust.inventories.documents.Datum.Mapping;
import dev.hosttrust.inventories.documents.Documents;
import dev.hosttrust.inventories.sources.Paths;
import dev.hosttrust.inventories.sources.TextFiles;
import dev.hosttrust.inventories.values.Variable;
import dev.hosttrust.inventories.values.Variables;
import dev.hosttrust.inventories.vault.Vault;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Location;
import dev.hosttrust.words.ProblemsException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The arguments of {@code -e}: {@code name=value} pairs, JSON or YAML in brackets, or
 * {@code @file}.
 *
 * <p>Source of the rules: {@code load_extra_vars} in {@code ansible/utils/vars.py}.
 */
public final class ExtraVars {

  private static final String SOURCE = Variable.ON_THE_COMMAND_LINE;

  private final Paths paths;
  private final Vault vault;

  private ExtraVars(Paths paths, Vault vault) {
    this.paths = paths;
    this.vault = vault;
  }

  /**
   * Reads the arguments in order; later ones win. Values of pairs are always text.
   *
   * @param vault opens vaulted files and values
   * @throws ProblemsException with all problems: wrong syntax, a file that cannot be read,
   *     something other than a dictionary
   */
  public static Variables parse(List<String> arguments, Paths paths, Vault vault) {
    var extraVars = new ExtraVars(paths, vault);
    var findings = new Findings();
    Map<String, Variable> variables = new LinkedHashMap<>();
    for (String argument : arguments) {
      try {
        variables.putAll(extraVars.parse(argument, findings));
      } catch (ProblemsException e) {
        findings.addAll(e);
      }
    }
    findings.throwIfFailed();
    return Variables.none().plus(variables);
  }

  private Map<String, Variable> parse(String argument, Findings findings) {
    if (argument.isEmpty()) {
      return Map.of();
    }
    return switch (argument.charAt(0)) {
      case '@' -> {
        Path path = paths.resolve(argument.substring(1));
        String file = paths.show(path);
        yield document(file, vault.openFile(TextFiles.read(path, file), file), findings);
      }
      case '/', '.' ->
          throw ProblemsException.at(
              Location.of(SOURCE), "to read the file " + argument + ", write -e @" + argument);
      case '{', '[' -> document(SOURCE, argument, findings);
      default -> KeyValues.parse(argument, Location.of(SOURCE));
    };
  }

  private Map<String, Variable> document(String source, String text, Findings findings) {
    Datum document = new Documents(vault).read(source, text, findings);
    if (!(document instanceof Mapping mapping)) {
      throw ProblemsException.at(
          document.location(), "variables are a dictionary, not " + document.kind());
    }
    return TopLevel.variables(mapping);
  }
}
