// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.templates;

import dev.hosttrust.inventories.values.Variables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Resolves templates in the variables of a host. */
public final class Templates {

  private final Variables variables;
  private final TemplateContext context;

  /**
   * @param variables those of the host
   * @param context what a template may name besides them
   */
  public Templates(Variables variables, TemplateContext context) {
    this.variables = variables;
    this.context = context;
  }

  /** Whether a text may hold a template. */
  public static boolean isOne(String text) {
    return Template.isOne(text);
  }

  /**
   * The value of a template in a variable: of text around an expression a text, of an expression
   * alone what it stands for, which may be {@link Omitted}.
   *
   * @param name of the variable, for messages about loops
   * @throws TemplateException if it names something that is not there, or holds something that is
   *     not resolved here
   */
  public @Nullable Object resolve(String name, String text) {
    var scope = new Scope("", variables, context, List.of(name), new AtomicInteger());
    return finished(scope.resolve(text));
  }

  /** Without views: all that is in it is resolved. */
  private static @Nullable Object finished(@Nullable Object value) {
    return switch (value) {
      case List<?> list -> {
        List<@Nullable Object> copy = new ArrayList<>();
        list.forEach(item -> copy.add(finished(item)));
        yield Collections.unmodifiableList(copy);
      }
      case Map<?, ?> map -> {
        Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, item) -> copy.put(key, finished(item)));
        yield Collections.unmodifiableMap(copy);
      }
      case HostVariables hosts -> throw TemplateException.unsupported("all hosts");
      case Scope host -> throw TemplateException.unsupported("all variables of a host");
      case null, default -> value;
    };
  }
}
