// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values to be set, each below the keys that lead to it, in the order in which they were given. */
sealed interface YamlTree {
  /** As {@link YamlFlow} takes it. */
  Object value();

  /** What a part shall mean that meant {@code old}; null where there was none. */
  Object meaning(@Nullable Object old);

  /** Writes what belongs behind the colon of a key, and the lines below it. */
  void block(int column, int indent, String lineEnd, StringBuilder lines) throws YamlException;

  /** One value. */
  record Leaf(Object value) implements YamlTree {
    @Override
    public Object meaning(@Nullable Object old) {
      return YamlFlow.meaning(value);
    }

    @Override
    public void block(int column, int indent, String lineEnd, StringBuilder lines)
        throws YamlException {
      lines.append(' ').append(YamlFlow.of(value)).append(lineEnd);
    }
  }

  /** Keys, each with what is below it. */
  record Branch(Map<String, YamlTree> below) implements YamlTree {
    Branch() {
      this(new LinkedHashMap<>());
    }

    void put(List<String> path, Object value) {
      String key = path.getFirst();
      if (path.size() == 1) {
        below.put(key, new Leaf(value));
        return;
      }
      Branch next = below.get(key) instanceof Branch there ? there : new Branch();
      below.put(key, next);
      next.put(path.subList(1, path.size()), value);
    }

    @Override
    public Object value() {
      Map<String, Object> values = new LinkedHashMap<>();
      below.forEach((key, tree) -> values.put(key, tree.value()));
      return values;
    }

    @Override
    public Object meaning(@Nullable Object old) {
      Map<Object, Object> entries = new LinkedHashMap<>();
      if (old instanceof List<?> mapping && mapping.getFirst().equals("mapping")) {
        entries.putAll((Map<?, ?>) mapping.get(1));
      }
      below.forEach((key, tree) -> entries.put(key, tree.meaning(entries.get(key))));
      return List.of("mapping", entries, "");
    }

    @Override
    public void block(int column, int indent, String lineEnd, StringBuilder lines)
        throws YamlException {
      lines.append(lineEnd);
      lines(column + indent, indent, lineEnd, lines);
    }

    /** Each key on a line, at the column, and what is below it on the lines that follow. */
    void lines(int column, int indent, String lineEnd, StringBuilder lines) throws YamlException {
      for (Map.Entry<String, YamlTree> entry : below.entrySet()) {
        lines.append(" ".repeat(column)).append(YamlFlow.key(entry.getKey())).append(':');
        entry.getValue().block(column, indent, lineEnd, lines);
      }
    }
  }
}
