// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Makes templates of the variables in the corpus {@code templates}. */
final class RandomTemplates {

  private static final List<String> ATOMS =
      words(
          """
          domain port ratio yes_flag text_flag nothing empty blank users no_users nested nested.a
          nested.list numbers template alias port_alias looks_like_list half nope nope.a omit left_out
          long_digits small zero host_number users[0] users[-1] group_names groups.web groups['nope']
          hostvars['db1'].ansible_host hostvars['nope'] as_text 1 -2 0 2.5 'a' '' 'example' '1' 'True'
          '[1]' true false none [] ['a','b'] [1,'1',true] '.' ','
          """);

  private static final List<String> OPERATORS = words("+ - ~ == != < <= > >= in and or");

  private static final List<String> FILTERS =
      words(
          """
          default('d') default(omit) default('d',true) d(nope) lower upper trim int int(3) string
          join(',') join first last length replace('e','E') split('.') split ternary('t','f')
          ternary('t','f','n') bool regex_replace('e','x')
          """);

  private static final List<String> CALLS =
      words(
          """
          split('.') split() split(',',1) replace('e','E') replace('a','',1) lower() upper() strip()
          strip('a.') lstrip() rstrip('m') startswith('e') endswith('') join(users) get('a')
          get('b','x')
          """);

  private final Random random;

  RandomTemplates(long seed) {
    random = new Random(seed);
  }

  List<String> lines(int count) {
    Set<String> lines = new LinkedHashSet<>();
    while (lines.size() < count) {
      lines.add(line());
    }
    return List.copyOf(lines);
  }

  private String line() {
    String braces = "{{ " + expression(3) + " }}";
    return switch (random.nextInt(6)) {
      case 0 -> "a " + braces + "b";
      case 1 -> braces + "{{ " + expression(1) + " }}";
      case 2 -> "{% if " + expression(2) + " %}" + braces + "{% else %}c{% endif %}";
      case 3 ->
          "[{%- if "
              + expression(1)
              + " -%} x {% elif "
              + expression(1)
              + " %}"
              + braces
              + "{% endif +%} ]";
      default -> braces;
    };
  }

  private String expression(int depth) {
    if (depth == 0) {
      return any(ATOMS);
    }
    String of = expression(depth - 1);
    return switch (random.nextInt(13)) {
      case 0, 1, 2 -> of + " " + any(OPERATORS) + " " + expression(depth - 1);
      case 3 -> of + " | " + any(FILTERS);
      case 4 -> "(" + of + ") | " + any(FILTERS);
      case 5 -> "(" + of + ")." + any(CALLS);
      case 6 -> of + " if " + expression(depth - 1) + " else " + expression(depth - 1);
      case 7 -> of + " is " + any(List.of("defined", "not defined", "undefined", "none"));
      case 8 -> "not " + of;
      case 9 -> "(" + of + ")[" + any(List.of("0", "-1", "'a'", "9")) + "]";
      case 10 -> "(" + of + ")";
      case 11 -> of + " not in " + expression(depth - 1);
      default -> any(ATOMS);
    };
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split("\\s+"));
  }

  private String any(List<String> parts) {
    return parts.get(random.nextInt(parts.size()));
  }
}
