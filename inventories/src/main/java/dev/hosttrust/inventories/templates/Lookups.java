// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.templates;

import dev.hosttrust.inventories.python.PythonRepr;
import dev.hosttrust.inventories.python.PythonText;
import dev.hosttrust.words.ProblemsException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code lookup('env', NAME)} and {@code lookup('file', PATH)}.
 *
 * <p>Source of the rules: {@code env.py} and {@code file.py} in {@code ansible/plugins/lookup}.
 *
 * @param named the arguments with names, such as {@code default}
 */
record Lookups(TemplateContext context, Map<String, @Nullable Object> named) {

  /** What one plugin finds for one of its terms. */
  String look(String plugin, @Nullable Object term) {
    return switch (plugin) {
      case "env" -> variable(Objects.toString(term));
      case "file" -> file(term);
      default -> throw TemplateException.unsupported("lookup('" + plugin + "')");
    };
  }

  private String variable(String term) {
    String value = context.environment(term.strip().split("\\s+")[0]);
    return value == null ? PythonRepr.string(named.getOrDefault("default", "")) : value;
  }

  private String file(@Nullable Object term) {
    if (!named.isEmpty()) {
      throw TemplateException.unsupported("an option of lookup('file')");
    }
    if (!(term instanceof String name)) {
      throw new TemplateException("lookup('file') needs the name of a file");
    }
    return PythonText.stripEnd(text(name));
  }

  private String text(String name) {
    try {
      String text = context.file(name);
      if (text != null) {
        return text;
      }
    } catch (ProblemsException e) {
      throw new TemplateException("lookup('file'): " + e.getMessage());
    }
    throw new TemplateException("lookup('file') does not find the file '" + name + "'");
  }
}
