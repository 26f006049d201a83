// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.trust.file;

import java.util.List;

/** A value of a YAML file with its place, {@code file:line:column}. */
public sealed interface YamlNode {
  String where();

  /** Such as "a list"; for messages. */
  String kind();

  record Text(String value, String where) implements YamlNode {
    @Override
    public String kind() {
      return "a text";
    }
  }

  /** A number, true or false, or nothing: what YAML does not take for a text unless quoted. */
  record Plain(String kind, String source, String where) implements YamlNode {}

  record Sequence(List<YamlNode> items, String where) implements YamlNode {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /**
   * @param entries in the order of the file; a key may be there twice
   */
  record Mapping(List<Entry> entries, String where) implements YamlNode {
    @Override
    public String kind() {
      return "a mapping";
    }
  }

  record Entry(String key, String where, YamlNode value) {}
}
