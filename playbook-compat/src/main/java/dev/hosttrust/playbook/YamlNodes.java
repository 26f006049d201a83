// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import dev.hosttrust.agent.trust.file.YamlNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the YAML nodes that the action plugin sends of a spec file. */
final class YamlNodes {
  /** What is a number without quotes by YAML 1.2's JSON schema, as on the command line. */
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]*)?([eE][-+]?[0-9]+)?|-?\\.inf|\\.nan");

  private YamlNodes() {}

  /**
   * @param root empty for a file that holds nothing
   * @param file names the file in messages
   */
  static YamlNode document(Optional<JsonObject> root, String file) {
    return root.map(node -> node(node, file))
        .orElseGet(() -> new YamlNode.Plain("nothing", "", file));
  }

  private static YamlNode node(JsonObject node, String file) {
    String where = where(node, file);
    if (node.has("items")) {
      return new YamlNode.Sequence(
          node.objects("items").stream().map(item -> node(item, file)).toList(), where);
    }
    if (node.has("entries")) {
      return new YamlNode.Mapping(
          node.objects("entries").stream().map(entry -> entry(entry, file)).toList(), where);
    }
    String value = node.string("value").orElse("");
    return node.flag("plain") ? plain(value, where) : new YamlNode.Text(value, where);
  }

  private static YamlNode.Entry entry(JsonObject entry, String file) {
    return new YamlNode.Entry(
        entry.string("key").orElse(""), where(entry, file), document(entry.object("node"), file));
  }

  /** A value without quotes, which is not always a text. */
  private static YamlNode plain(String value, String where) {
    if (value.isEmpty() || value.equals("null")) {
      return new YamlNode.Plain("nothing", "", where);
    }
    if (value.equals("true") || value.equals("false")) {
      return new YamlNode.Plain("true or false", value, where);
    }
    return NUMBER.matcher(value).matches()
        ? new YamlNode.Plain("a number", value, where)
        : new YamlNode.Text(value, where);
  }

  private static String where(JsonObject node, String file) {
    return file + ":" + node.number("line").orElse(0) + ":" + node.number("column").orElse(0);
  }
}
