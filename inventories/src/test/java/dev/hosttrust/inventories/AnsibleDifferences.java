// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories;

import java.util.Map;

/** Where this reader differs from Ansible on purpose: the case, or case and pattern, and why. */
final class AnsibleDifferences {

  private static final String COUNTS_NOTHING =
      "a range that runs backwards silently stands for no host in Ansible";
  private static final String NO_JSON =
      "ansible-inventory ends with a Python error: JSON cannot hold the value; here it stays text";
  private static final String IMPLICIT =
      "Ansible's 'hosts: all' leaves out the implicit localhost; asked for by name, it is meant";

  private static final String LOST =
      "Ansible drops a word without = in silence; it was meant for a value that needs quotes";

  private static final String NAMES =
      "names in one word, which Ansible cuts at the comma, or reads as a subscript of no host";

  private static final Map<String, String> CASES =
      Map.ofEntries(
          Map.entry("ini-byte-order-mark", "Ansible takes the mark for a part of the first line"),
          Map.entry("ini-range-backwards-numbers", COUNTS_NOTHING),
          Map.entry("ini-values-ellipsis", NO_JSON),
          Map.entry("ini-values-json-cannot-hold", NO_JSON),
          Map.entry("ini-values-sets", NO_JSON),
          Map.entry("yaml-lone-exclamation-mark", "text in YAML 1.2, whose engine is used here"),
          Map.entry(
              "yaml-unsafe-dictionary-in-list", "Ansible marks it before it is filled: it is lost"),
          Map.entry("yaml-plugin-configuration", "plugins are Ansible's: pipe in their result"),
          Map.entry("extra-vars [\"a=x\\\\ y\"]", LOST),
          Map.entry("extra-vars [\"a={% if x %} y {% endif %} b=2\"]", LOST),
          Map.entry(
              "extra-vars [\"  a=1   b=2  \"]",
              "Ansible ends with a Python error at the first blank"),
          Map.entry("patterns db[1,3]", NAMES),
          Map.entry("patterns web[1-3,5].example.com:!web[1,2].example.com", NAMES),
          Map.entry("patterns odd[1-2]", NAMES),
          Map.entry("patterns localhost", IMPLICIT),
          Map.entry("patterns 127.0.0.1", IMPLICIT),
          Map.entry("patterns ::1", IMPLICIT),
          Map.entry("patterns localhost,db1", IMPLICIT),
          Map.entry("patterns db1,127.0.0.1", IMPLICIT),
          Map.entry("patterns all:localhost", IMPLICIT));

  private AnsibleDifferences() {}

  static boolean contain(String key) {
    return CASES.containsKey(key);
  }

  static Map<String, String> all() {
    return CASES;
  }
}
