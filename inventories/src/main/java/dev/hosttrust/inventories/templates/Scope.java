package dev.hosttrust.inventories.templates;

import dev.hosttrust.inventories.python.PythonLiteral;
import dev.hosttrust.inventories.python.PythonRepr;
import dev.hosttrust.inventories.templates.Expression.Filtered;
import dev.hosttrust.inventories.templates.Template.Braces;
import dev.hosttrust.inventories.templates.Template.Branch;
import dev.hosttrust.inventories.templates.Template.Branches;
import dev.hosttrust.inventories.templates.Template.Part;
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
    var evaluator = new Evaluator(this);
    Template template = TemplateParser.parse(text);
    List<Part> parts = chosen(template.parts(), evaluator);
    Object result =
        parts.size() == 1 && parts.getFirst() instanceof Braces(Expression expression)
            ? single(evaluator.evaluate(expression), expression, template.parts().equals(parts))
            : literal(concatenated(parts, evaluator));
    return result instanceof String made ? withLineEndsOf(text, made) : result;
  }

  /** The parts that count: of each {@code if} those of the first branch that holds. */
  private static List<Part> chosen(List<Part> parts, Evaluator evaluator) {
    List<Part> chosen = new ArrayList<>();
    for (Part part : parts) {
      if (part instanceof Branches(List<Branch> branches)) {
        branches.stream()
            .filter(b -> b.condition() == null || Filters.isTrue(evaluator.used(b.condition())))
            .findFirst()
            .ifPresent(branch -> chosen.addAll(chosen(branch.parts(), evaluator)));
      } else {
        chosen.add(part);
      }
    }
    return chosen;
  }

  private static String concatenated(List<Part> parts, Evaluator evaluator) {
    var result = new StringBuilder();
    for (Part part : parts) {
      result.append(
          switch (part) {
            case Text plain -> plain.text();
            case Braces braces -> shown(evaluator.evaluate(braces.expression()));
            case Branches branches -> throw new IllegalStateException("a branch was not chosen");
          });
      TextLimit.check(result.length());
    }
    return result.toString();
  }

  /** Ansible gives a text back the line ends that Jinja takes from a template's end. */
  private static String withLineEndsOf(String template, String made) {
    return made + "\n".repeat(Math.max(0, lineEnds(template) - lineEnds(made)));
  }

  private static int lineEnds(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\n') {
      end--;
    }
    return text.length() - end;
  }

  /**
   * An expression without text around it: lists and truth values stay what they are.
   *
   * @param alone whether there is no {@code if} around it either: only there does Ansible keep a
   *     variable that is a number or none
   */
  private @Nullable Object single(@Nullable Object value, Expression expression, boolean alone) {
    return switch (value) {
      case Omitted omitted -> omitted;
      case Undefined undefined when undefined.equals(Undefined.NO_ELSE) -> "";
      case Undefined undefined -> throw new UndefinedException(undefined.why());
      case null -> alone && expression instanceof Expression.Name ? null : "";
      // A NativeJinjaText in Ansible.
      case String text when expression instanceof Filtered f && f.filter().equals("string") -> text;
      case String text -> literal(text);
      case Number number when alone && isPlainNumber(expression) -> number;
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
    Object defined =
        value instanceof Undefined u && u.equals(Undefined.NO_ELSE) ? "" : defined(value);
    return defined == null ? "" : PythonRepr.string(defined);
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
