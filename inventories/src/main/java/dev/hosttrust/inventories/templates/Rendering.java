// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.templates;

import dev.hosttrust.inventories.python.PythonLiteral;
import dev.hosttrust.inventories.python.PythonRepr;
import dev.hosttrust.inventories.templates.Expression.Arguments;
import dev.hosttrust.inventories.templates.Expression.Choice;
import dev.hosttrust.inventories.templates.Expression.Either;
import dev.hosttrust.inventories.templates.Expression.Filtered;
import dev.hosttrust.inventories.templates.Expression.Name;
import dev.hosttrust.inventories.templates.Template.Braces;
import dev.hosttrust.inventories.templates.Template.Branch;
import dev.hosttrust.inventories.templates.Template.Branches;
import dev.hosttrust.inventories.templates.Template.Part;
import dev.hosttrust.inventories.templates.Template.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes a value of a template.
 *
 * <p>Source of the rules: {@code Templar.template} and {@code ansible_eval_concat} of ansible-core
 * 2.14 without {@code jinja2_native}: the parts become one text, and a text that looks like a list,
 * a dictionary or a truth value becomes one.
 *
 * @param text the template
 */
record Rendering(Scope scope, String text) {

  /** {@code Templar.SINGLE_VAR}: here a variable that is a number or none stays what it is. */
  private static final Pattern SINGLE_VARIABLE =
      Pattern.compile("\\{\\{\\s*\\w*\\s*\\}\\}\n?", Pattern.UNICODE_CHARACTER_CLASS);

  @Nullable Object value() {
    var evaluator = new Evaluator(scope);
    List<Part> parts = chosen(TemplateParser.parse(text).parts(), evaluator);
    Object result =
        parts.size() == 1 && parts.getFirst() instanceof Braces(Expression expression)
            ? single(evaluator.evaluate(expression), expression)
            : literal(concatenated(parts, evaluator));
    return result instanceof String made ? withLineEnds(made) : result;
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

  private static String shown(@Nullable Object value) {
    if (Undefined.NO_ELSE.equals(value)) {
      return "";
    }
    Object defined = Scope.defined(value);
    return defined == null ? "" : PythonRepr.string(defined);
  }

  /** An expression without text around it: lists and truth values stay what they are. */
  private @Nullable Object single(@Nullable Object value, Expression expression) {
    boolean variable = expression instanceof Name && SINGLE_VARIABLE.matcher(text).matches();
    return switch (value) {
      case Omitted omitted -> omitted;
      case Undefined undefined when undefined.equals(Undefined.NO_ELSE) -> "";
      case Undefined undefined -> throw new UndefinedException(undefined.why());
      case null -> variable ? null : "";
      case String made -> text(made, expression);
      case Number number when variable && raw(expression) instanceof Number -> number;
      case Number number -> PythonRepr.string(number);
      case Object other -> other;
    };
  }

  private @Nullable Object text(String made, Expression expression) {
    boolean stays = isString(expression) || namesTemplate(expression);
    if (!stays && mayBeString(expression) && !made.equals(literal(made))) {
      throw TemplateException.unsupported("the filter 'string' inside another expression");
    }
    // What a template of its own gave was looked at there.
    return stays ? made : literal(made);
  }

  /** What the variable holds that an expression names. */
  private @Nullable Object raw(Expression expression) {
    return expression instanceof Name(String name) ? scope.variables().get(name) : null;
  }

  private boolean namesTemplate(Expression expression) {
    return raw(expression) instanceof String raw && Template.isOne(raw);
  }

  /** Its result, a {@code NativeJinjaText}, stays a text whatever it looks like. */
  private static boolean isString(Expression expression) {
    return expression instanceof Filtered filtered && filtered.filter().equals("string");
  }

  private boolean mayBeString(@Nullable Expression expression) {
    return switch (expression) {
      case Filtered(Expression of, String filter, Arguments arguments) ->
          switch (filter) {
            case "string" -> true;
            case "default", "d", "ternary" ->
                mayBeString(of)
                    || arguments.positional().stream().anyMatch(this::mayBeString)
                    || arguments.named().values().stream().anyMatch(this::mayBeString);
            default -> false;
          };
      case Choice choice -> mayBeString(choice.then()) || mayBeString(choice.otherwise());
      case Either either -> mayBeString(either.left()) || mayBeString(either.right());
      case null -> false;
      default -> namesTemplate(expression);
    };
  }

  private static @Nullable Object literal(String text) {
    boolean looksSo =
        text.startsWith("[") || text.startsWith("{") || text.equals("True") || text.equals("False");
    return looksSo ? PythonLiteral.templatedValueOrText(text) : text;
  }

  /** Ansible gives a text back the line ends that Jinja takes from a template's end. */
  private String withLineEnds(String made) {
    return made + "\n".repeat(Math.max(0, lineEnds(text) - lineEnds(made)));
  }

  private static int lineEnds(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\n') {
      end--;
    }
    return text.length() - end;
  }
}
