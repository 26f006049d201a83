// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.documents;

import dev.hosttrust.inventories.documents.Datum.Scalar;
import dev.hosttrust.inventories.vault.Vault;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Location;
import dev.hosttrust.words.ProblemsException;
import java.util.Iterator;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** YAML text. */
final class YamlText {

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setSchema(new Yaml11Schema())
          .setAllowDuplicateKeys(true)
          .setAllowNonScalarKeys(true)
          // A node that aliases share is built once, so aliases cannot blow the data up.
          .setMaxAliasesForCollections(Integer.MAX_VALUE)
          .setCodePointLimit(Integer.MAX_VALUE)
          .build();

  private YamlText() {}

  /** The only document of a text; null where the text holds none. */
  static Datum read(String source, String text, Vault vault, Findings findings) {
    try {
      Iterator<Node> documents = composer(source, text);
      if (!documents.hasNext()) {
        return new Scalar(null, Location.of(source));
      }
      var nodes = new YamlNodes(source, vault, findings);
      Datum datum = nodes.build(documents.next());
      if (documents.hasNext()) {
        throw ProblemsException.at(
            Location.of(source), "the file holds several YAML documents; Ansible reads only one");
      }
      return datum;
    } catch (MarkedYamlEngineException e) {
      throw ProblemsException.at(at(source, e), "this is not YAML: " + problem(e));
    } catch (YamlEngineException e) {
      throw ProblemsException.at(Location.of(source), "this is not YAML: " + e.getMessage());
    }
  }

  /** Without names of aliases and tags: a password that starts with * or ! looks like one. */
  private static String problem(MarkedYamlEngineException e) {
    String problem = e.getProblem();
    if (problem.startsWith("found undefined alias")) {
      return "found an alias that is nowhere defined; if * is the start of the value itself, quote it";
    }
    if (problem.startsWith("found undefined tag handle")) {
      return "found an unknown tag; if ! is the start of the value itself, quote it";
    }
    return problem;
  }

  private static Iterator<Node> composer(String source, String text) {
    Parser parser = new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text));
    return new Composer(SETTINGS, new DepthLimit(parser, source));
  }

  private static Location at(String source, MarkedYamlEngineException e) {
    return e.getProblemMark()
        .map(mark -> new Location(source, mark.getLine() + 1, mark.getColumn() + 1))
        .orElse(Location.of(source));
  }
}
