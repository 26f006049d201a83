package dev.hosttrust.inventories.templates;

import dev.hosttrust.inventories.python.PythonLiteral;
import dev.hosttrust.inventories.python.PythonRepr;
import dev.hosttrust.inventories.templates.Expression.Filtered;
import dev.hosttrust.inventories.templates.Template.Braces;
import dev.hosttrust.inventories.templates.Template.Text;
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
 * The variables that a template sees, and the variables through which it was come to.
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
    Neighbours neighbours,
    List<String> chain,
    AtomicInteger steps) {

  private static final int MAX_CHAIN = 50;
  private static final int MAX_STEPS = 10_000;
  private static final int MAX_LENGTH = 1_000_000;

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
    return new Scope(owner, variables, neighbours, List.copyOf(longer), steps);
  }

  /** The variables of another host, or of this one, as {@code hostvars} gives them. */
  @Nullable Scope ofHost(String name) {
    Variables theirs = neighbours.host(name);
    return theirs == null
        ? null
        : new Scope("hostvars['" + name + "'].", theirs, neighbours, chain, steps);
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
      case String text when Template.isOne(text) -> render(text);
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

  private @Nullable Object render(String text) {
    Template template = Template.parse(text);
    var evaluator = new Evaluator(this);
    if (template.parts().size() == 1 && template.parts().getFirst() instanceof Braces braces) {
      Object value = defined(evaluator.evaluate(braces.expression()));
      return single(value, braces.expression());
    }
    var result = new StringBuilder();
    for (Template.Part part : template.parts()) {
      result.append(
          switch (part) {
            case Text plain -> plain.text();
            case Braces braces -> shown(evaluator.evaluate(braces.expression()));
          });
      if (result.length() > MAX_LENGTH) {
        throw new TemplateException("it makes a text of more than a million characters");
      }
    }
    return literal(result.toString());
  }

  /** An expression without text around it: lists and truth values stay what they are. */
  private @Nullable Object single(@Nullable Object value, Expression expression) {
    return switch (value) {
      case null -> expression instanceof Expression.Name ? null : "";
      // A NativeJinjaText in Ansible.
      case String text when expression instanceof Filtered f && f.filter().equals("string") -> text;
      case String text -> literal(text);
      // Ansible keeps a number only where a variable holds it as it stands.
      case Number number when isPlainNumber(expression) -> number;
      case Number number -> PythonRepr.string(number);
      case Object other -> other;
    };
  }

  private boolean isPlainNumber(Expression expression) {
    return expression instanceof Expression.Name(String name)
        && variables.get(name) instanceof Number;
  }

  private static @Nullable Object literal(String text) {
    boolean looksSo =
        text.startsWith("[") || text.startsWith("{") || text.equals("True") || text.equals("False");
    return looksSo ? PythonLiteral.valueOrText(text) : text;
  }

  private static String shown(@Nullable Object value) {
    Object defined = defined(value);
    return defined == null ? "" : PythonRepr.string(defined);
  }

  /** A value that is used: an undefined one is an error from here on. */
  static @Nullable Object defined(@Nullable Object value) {
    if (value instanceof Undefined undefined) {
      throw new UndefinedException(undefined.why());
    }
    return value;
  }
}
