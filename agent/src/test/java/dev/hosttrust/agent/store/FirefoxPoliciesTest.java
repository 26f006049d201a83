// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.store.TextEdit.Edited;
import dev.hosttrust.agent.store.TextEdit.Refused;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirefoxPoliciesTest {
  private static final String X = "/etc/x.crt";
  private static final Map<String, String> MOVED = Map.of("/usr/x.crt", X);

  /**
   * Double quotes are written as {@code `}, line feeds as {@code |}, carriage returns as {@code ^}.
   */
  @ParameterizedTest
  @CsvSource({
    // What lacks is added, on as many lines as what is there.
    "'',                  '{|  `policies`: {|    `Certificates`: {|      `Install`: [|        `/etc/x.crt`|      ]|    }|  }|}|'",
    "'{}',                '{`policies`: {`Certificates`: {`Install`: [`/etc/x.crt`]}}}'",
    "'{ }|',              '{`policies`: {`Certificates`: {`Install`: [`/etc/x.crt`]}}}|'",
    "'{|}',               '{|  `policies`: {|    `Certificates`: {|      `Install`: [|        `/etc/x.crt`|      ]|    }|  }|}'",
    "'{`a`:1}',           '{`a`:1, `policies`: {`Certificates`: {`Install`: [`/etc/x.crt`]}}}'",
    "'{`policies`:{`A`:{}}}', '{`policies`:{`A`:{}, `Certificates`: {`Install`: [`/etc/x.crt`]}}}'",
    "'{| `policies`: {|  `A`: true| }|}', '{| `policies`: {|  `A`: true,|  `Certificates`: {|   `Install`: [|    `/etc/x.crt`|   ]|  }| }|}'",
    "'{^|    `policies`: {^|    }^|}^|', '{^|    `policies`: {^|        `Certificates`: {^|            `Install`: [^|                `/etc/x.crt`^|            ]^|        }^|    }^|}^|'",
    "'{`policies`:{`Certificates`:{`ImportEnterpriseRoots`:true}}}', '{`policies`:{`Certificates`:{`ImportEnterpriseRoots`:true, `Install`: [`/etc/x.crt`]}}}'",
    "'{`policies`:{`Certificates`:{`Install`:[]}}}', '{`policies`:{`Certificates`:{`Install`:[`/etc/x.crt`]}}}'",
    "'{`policies`:{`Certificates`:{`Install`:[`a`]}}}', '{`policies`:{`Certificates`:{`Install`:[`a`, `/etc/x.crt`]}}}'",
    "'{`policies`:{`Certificates`:{`Install`:[`a`,`b`]}}}', '{`policies`:{`Certificates`:{`Install`:[`a`,`b`,`/etc/x.crt`]}}}'",
    "'{`policies`:{`Certificates`:{`Install`:[|`a`|]}}}', '{`policies`:{`Certificates`:{`Install`:[|`a`,|`/etc/x.crt`|]}}}'",
    "'{`policies`:{`Certificates`:{`Install`:[`a`|  , `b`|]}}}', '{`policies`:{`Certificates`:{`Install`:[`a`|  , `b`|  , `/etc/x.crt`|]}}}'",
    "'{`policies`|  : {`A`: 1|  ,`B`: 2|  }|}', '{`policies`|  : {`A`: 1|  ,`B`: 2|  ,`Certificates`: {|    `Install`: [|      `/etc/x.crt`|    ]|  }|  }|}'",
    // What is right stays.
    "'{`policies`:{`Certificates`:{`Install`:[`/etc/x.crt`]}}}', '{`policies`:{`Certificates`:{`Install`:[`/etc/x.crt`]}}}'",
    "'{`policies`:{`Certificates`:{`Install`:[`\\/etc\\u002fx.crt`]}}}', '{`policies`:{`Certificates`:{`Install`:[`\\/etc\\u002fx.crt`]}}}'",
    // Of two members with one name, Firefox takes the last.
    "'{`policies`:1,`policies`:{}}', '{`policies`:1,`policies`:{`Certificates`: {`Install`: [`/etc/x.crt`]}}}'",
    "'{`policies`:{`Certificates`:{`Install`:[`/etc/x.crt`],`Install`:[]}}}', '{`policies`:{`Certificates`:{`Install`:[`/etc/x.crt`],`Install`:[`/etc/x.crt`]}}}'",
    "'{`policies`:{`Certificates`:{`Install`:[`/etc/x.crt`]},`Certificates`:{}}}', '{`policies`:{`Certificates`:{`Install`:[`/etc/x.crt`]},`Certificates`:{`Install`: [`/etc/x.crt`]}}}'",
    // Items that are no strings do no harm.
    "'{`policies`:{`Certificates`:{`Install`:[5,null,[`/etc/x.crt`]]}}}', '{`policies`:{`Certificates`:{`Install`:[5,null,[`/etc/x.crt`],`/etc/x.crt`]}}}'",
    // An entry whose file has moved.
    "'{`policies`:{`Certificates`:{`Install`:[`a`, `/usr/x.crt` ]}}}', '{`policies`:{`Certificates`:{`Install`:[`a`, `/etc/x.crt` ]}}}'",
    "'{`policies`:{`Certificates`:{`Install`:[`/usr/x.crt`,`/etc/x.crt`]}}}', '{`policies`:{`Certificates`:{`Install`:[`/etc/x.crt`,`/etc/x.crt`]}}}'",
    "'{`policies`:{`Certificates`:{`Install`:[`/usr/x.crt`,`/usr/y.crt`,`\\/usr/x.crt`]}}}', '{`policies`:{`Certificates`:{`Install`:[`/etc/x.crt`,`/usr/y.crt`,`/etc/x.crt`]}}}'",
  })
  void listsAFile(String before, String after) {
    assertThat(edit(text(before), X)).isEqualTo(new Edited(text(after)));
    assertThat(edit(text(after), X)).as("again").isEqualTo(new Edited(text(after)));
  }

  @Test
  void listsSeveralFiles() {
    String empty = "{\n  \"policies\": {}\n}\n";
    String one = "{\"policies\":{\"Certificates\":{\"Install\":[\n\t\"/b\"\n]}}}";

    assertThat(edit(empty, "/a", "/b"))
        .isEqualTo(
            new Edited(
                """
                {
                  "policies": {
                    "Certificates": {
                      "Install": [
                        "/a",
                        "/b"
                      ]
                    }
                  }
                }
                """));
    assertThat(edit(one, "/a", "/b", "/c"))
        .isEqualTo(new Edited(one.replace("\"/b\"", "\"/b\",\n\t\"/a\",\n\t\"/c\"")));
  }

  @Test
  void keepsAllOtherCharacters() {
    String before =
        """
        \t{ "$schema" : "a",

            "policies" :{ "Extensions":{"Install":["Z\u00fc\\"rich\\u2028 } ] , : \\\\", "\u65e5\u672c\\ud83d"]},
              "Preferences": {"x": -1.50E+400, "y": 12345678901234567890123456789, "" : [ [ ],{ } ] },
              "Certificates" : { "Install" : [
                  "/opt/other.crt"
              ]  , "ImportEnterpriseRoots": false }

        }, "policies ": {} }\t
        """;

    assertThat(edit(before, X))
        .isEqualTo(
            new Edited(
                before.replace(
                    "\"/opt/other.crt\"", "\"/opt/other.crt\",\n          \"/etc/x.crt\"")));
  }

  /** Each edit is checked by reading its result; this looks for a text that trips the editor. */
  @Test
  void editsAnyPolicies() {
    for (long seed = 0; seed < 20_000; seed++) {
      String text = RandomPolicies.text(seed);

      TextEdit edit = edit(text, X, "/y");

      assertThat(edit).as(text).isInstanceOf(Edited.class);
      assertThat(edit(((Edited) edit).text(), X, "/y")).as("again: %s", text).isEqualTo(edit);
    }
  }

  /**
   * Firefox 153 installs nothing with these either. A byte order mark is written as {@code ~}, a
   * vertical tab as {@code ^}, a null character as {@code @}.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{`policies`:{`Certificates`:{`Install`:[`/a`,]}}}; line 1, column 46",
        "{`policies`:{`Certificates`:{`Install`:[`/a`]}}}|//x|; line 2, column 1",
        "~{`policies`:{`Certificates`:{`Install`:[`/a`]}}}; line 1, column 1",
        "{`policies`:{`Certificates`:{`Install`:[`/a`]}}} {}; line 1, column 50: there is a second value",
        "{`policies`:{`Certificates`:{`Install`:[`/a`]},`x`:01}}; line 1, column 5",
        "{`policies`:{`Certificates`:{`Install`:[`/a`]},`x`:NaN}}; line 1, column 5",
        "{`policies`:{`Certificates`:{`Install`:[`/a`]},`x`:`a\tb`}}; line 1, column 5",
        "{`policies`:{`Certificates`:{`Install`:[`/a`]}}}@; line 1, column 49",
        "^{`policies`:{`Certificates`:{`Install`:[`/a`]}}}; line 1, column 1",
        "{`policies`:{`Certificates`:{`Install`:[`/a`]}}; line 1, column 48",
        "' '; line 1, column 1: there is no value",
      })
  void refusesWhatIsNoJson(String before, String place) {
    String text =
        before
            .replace('`', '"')
            .replace('|', '\n')
            .replace('~', '\ufeff')
            .replace('^', '\013')
            .replace('@', '\0');

    assertThat(edit(text, X))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.reason())
                    .startsWith("is no valid JSON (" + place)
                    .endsWith("), so Firefox ignores all policies; correct it"));
  }

  @Test
  void refusesAByteOrderMarkInBytesToo() {
    assertThat(edit("\u00ef\u00bb\u00bf{}", X)).isInstanceOf(Refused.class);
  }

  @Test
  void refusesWhatIsNestedTooDeep() {
    String deep = "{\"policies\":" + "[".repeat(1000) + "]".repeat(1000) + "}";

    assertThat(edit(deep, X))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.reason()).contains("nested more than 500 levels deep"));
  }

  /** Firefox 153 installs nothing with these either. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[]; its content is not an object",
        "`x`; its content is not an object",
        "null; its content is not an object",
        "{`policies`:null}; policies is not an object",
        "{`policies`:[{`Certificates`:{}}]}; policies is not an object",
        "{`policies`:{`Certificates`:[`/etc/x.crt`]}}; Certificates is not an object",
        "{`policies`:{`Certificates`:{`Install`:`/etc/x.crt`}}}; Install is not an array",
        "{`policies`:{`Certificates`:{`ImportEnterpriseRoots`:`yes`}}}; ImportEnterpriseRoots is not true or false",
        "{`policies`:{`Certificates`:{`ImportEnterpriseRoots`:null,`Install`:[]}}}; ImportEnterpriseRoots is not true or false",
      })
  void refusesWhereFirefoxWouldNotReadTheList(String before, String reason) {
    assertThat(edit(text(before), X))
        .isEqualTo(new Refused("has no effect in Firefox, because " + reason + "; correct it"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false", "0", "1", "\"true\"", "\" False\""})
  void takesWhatFirefoxReadsAsBoolean(String roots) {
    String before = "{\"policies\":{\"Certificates\":{\"ImportEnterpriseRoots\":" + roots + "}}}";

    assertThat(edit(before, X)).isInstanceOf(Edited.class);
  }

  private static TextEdit edit(String text, String... files) {
    return FirefoxPolicies.install(text, List.of(files), MOVED, Set.of());
  }

  private static String text(String written) {
    return written.replace('`', '"').replace('|', '\n').replace('^', '\r');
  }
}
