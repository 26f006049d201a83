// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.templates;

import dev.hosttrust.inventories.values.UnsafeText;
import dev.hosttrust.inventories.values.Variable;
import dev.hosttrust.inventories.values.Variables;
import dev.hosttrust.inventories.values.VaultText;
import dev.hosttrust.inventories.vault.VaultException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The variables that a template sees, and the chain of variables that are being resolved.
 *
 * <p>Source of the rules: {@code Templar.template} and {@code ansible_eval_concat} of ansible-core
 * 2.14 without {@code jinja2_native}. Immutable but for the count of steps, which bounds the work.
 *
 * @param owner starts the names in {@code chain}: empty for the host itself
 * @param chain the variables that are being resolved, the outermost first
 * @param steps how many values were resolved for the one that is needed
 */
record Scope(
    String owner,
    Variables variables,
    TemplateContext context,
    List<String> chain,
    AtomicInteger steps) {

  private static final int MAX_CHAIN = 50;
  private static final int MAX_STEPS = 10_000;

  /** The same, on the way through one more variable. */
  private Scope through(String name) {
    String full = owner + name;
    List<String> longer = new ArrayList<>(chain);
    longer.add(full);
    if (chain.contains(full)) {
      throw new TemplateException("it leads back to itself: " + String.join(" -> ", longer));
    }
    if (longer.size() > MAX_CHAIN) {
      throw new TemplateException("it leads through more than %d variables".formatted(MAX_CHAIN));
    }
    return new Scope(owner, variables, context, List.copyOf(longer), steps);
  }

  /** The variables of another host, or of this one, as {@code hostvars} gives them. */
  @Nullable Scope ofHost(String name) {
    Variables theirs = context.host(name);
    return theirs == null
        ? null
        : new Scope("hostvars['" + name + "'].", theirs, context, chain, steps);
  }

  /** The resolved value of a variable. */
  @Nullable Object variable(String name) {
    Variable variable = variables.find(name);
    if (variable == null) {
      return new Undefined("'%s%s' is not defined".formatted(owner, name));
    }
    Scope inside = through(name);
    try {
      return inside.resolve(variable.value());
    } catch (UndefinedException e) {
      return new Undefined(e.getMessage() + ", which '" + owner + name + "' needs");
    }
  }

  /** A value of a variable with its templates resolved: of lists and dictionaries on access. */
  @Nullable Object resolve(@Nullable Object value) {
    if (steps.incrementAndGet() > MAX_STEPS) {
      throw new TemplateException("it takes more than %d steps".formatted(MAX_STEPS));
    }
    return switch (value) {
      case UnsafeText unsafe -> unsafe.text();
      case VaultText vaulted -> open(vaulted);
      case String text when Template.isOne(text) -> new Rendering(this, text).value();
      case List<?> list -> new ResolvedList(list, this);
      case Map<?, ?> map -> new ResolvedMap(map, this);
      case null, default -> value;
    };
  }

  private static String open(VaultText vaulted) {
    try {
      return vaulted.vault().open(vaulted.envelope());
    } catch (VaultException e) {
      throw new TemplateException("a value that it needs is vaulted " + e.getMessage());
    }
  }

  /** A value that is used: an undefined one is an error from here on. */
  static @Nullable Object defined(@Nullable Object value) {
    return switch (value) {
      case Omitted omitted -> throw TemplateException.unsupported("omit as part of a value");
      case Undefined undefined when undefined.equals(Undefined.NO_ELSE) ->
          throw TemplateException.unsupported(undefined.why());
      case Undefined undefined -> throw new UndefinedException(undefined.why());
      case null, default -> value;
    };
  }
}
