// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.facts.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificatesConfTest {

  /** Line feeds are written as {@code |}, carriage returns as {@code ^}. */
  @ParameterizedTest
  @CsvSource({
    "'',                             'local/x.crt|'",
    "'a/b.crt|',                     'a/b.crt|local/x.crt|'",
    "'a/b.crt',                      'a/b.crt|local/x.crt|'",
    "'local/x.crt|',                 'local/x.crt|'",
    "'local/x.crt',                  'local/x.crt|'",
    "'!local/x.crt|a/b.crt|',        'local/x.crt|a/b.crt|'",
    "'!local/x.crt',                 'local/x.crt|'",
    "'# local/x.crt|',               '# local/x.crt|local/x.crt|'",
    "' local/x.crt|',                ' local/x.crt|local/x.crt|'",
    "'local/x.crt^|a/b.crt^|',       'local/x.crt|a/b.crt^|'",
    "'local/x.crt^',                 'local/x.crt|'",
    "'local/x.crt^|local/x.crt^|',   'local/x.crt^|local/x.crt|'",
    "'local/x.crt|local/x.crt^|',    'local/x.crt|local/x.crt^|'",
    "'!local/x.crt^|',               '!local/x.crt^|local/x.crt|'",
    "'local/xxcrt|',                 'local/xxcrt|local/x.crt|'",
    "'|# a||a/b.crt||',              '|# a||a/b.crt||local/x.crt|'",
    "'local/x.crt|a/b.crt|local/x.crt|', 'local/x.crt|a/b.crt|local/x.crt|'",
    "'!local/x.crt|a/b.crt|local/x.crt|', 'a/b.crt|local/x.crt|'",
    "'local/x.crt|a/b.crt|!local/x.crt|', 'a/b.crt|local/x.crt|'",
    "'!local/x.crt|!local/x.crt|',   'local/x.crt|'",
  })
  void selects(String before, String after) {
    CertificatesConf conf = CertificatesConf.of(Content.of(text(before)));

    assertThat(conf.select("local/x.crt").content().text()).isEqualTo(text(after));
  }

  @Test
  void keepsBytesThatAreNoText() {
    byte[] bytes = {'#', (byte) 0xff, (byte) 0xfe, 0, '\n'};

    assertThat(CertificatesConf.of(Content.of(bytes)).content()).isEqualTo(Content.of(bytes));
  }

  @ParameterizedTest
  @CsvSource({
    "mozilla/x.crt,       mozilla/x.crt",
    "!mozilla/x.crt,      mozilla/x.crt",
    "deep/er/x.crt,       deep/er/x.crt",
    "mozilla/x.pem,       ",
    "#mozilla/x.crt,      ",
    "local/x.crt,         ",
    "!local/x.crt,        ",
    "! local/x.crt,       ",
    "! deep/x.crt,        deep/x.crt",
  })
  void findsAnotherEntryWithTheSameLink(String line, String found) {
    CertificatesConf conf = CertificatesConf.of(Content.of(line + "\n"));

    if (found == null) {
      assertThat(conf.clash("local/x.crt", "x.pem")).isEmpty();
    } else {
      assertThat(conf.clash("local/x.crt", "x.pem")).contains(found);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'a/b c.crt', b_c.pem",
    "'a/b,c(d).crt', b_c=d=.pem",
    "b.crt, b.pem",
    "b.cer, b.cer.pem",
  })
  void namesTheLinkAsTheToolDoes(String path, String name) {
    assertThat(CertificatesConf.pemName(path)).isEqualTo(name);
  }

  /** As update-ca-certificates does, whose {@code read} takes off blanks and nothing else. */
  @ParameterizedTest
  @CsvSource({
    "'x.crt|',              true,  true",
    "'  x.crt 	|',         true,  true",
    "'x.crt|!x.crt|',       false, true",
    "'!x.crt|x.crt|',       false, true",
    "'x.crt|! x.crt |',     false, true",
    "'x.crt|!x.crt^|',      true,  true",
    "'x.crt| !x.crt|',      true,  true",
    "'x.crt^|',             false, false",
    "'!x.crt^|',            false, false",
    "'#x.crt|',             false, false",
  })
  void readsALineAsTheToolDoes(String lines, boolean selects, boolean has) {
    CertificatesConf conf = CertificatesConf.of(Content.of(text(lines)));

    assertThat(conf.selects("x.crt")).isEqualTo(selects);
    assertThat(conf.has("x.crt")).isEqualTo(has);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.crt|", "x.crt^|", "!x.crt^|", "! x.crt|", " x.crt|"})
  void takesOutWhateverLineWasMeantForAnEntry(String line) {
    CertificatesConf conf = CertificatesConf.of(Content.of(text("a.crt|" + line)));

    assertThat(conf.without("x.crt").content().text()).isEqualTo("a.crt\n");
    assertThat(conf.deselect("x.crt").content().text()).isEqualTo("a.crt\n!x.crt\n");
  }

  private static String text(String written) {
    return written.replace('|', '\n').replace('^', '\r');
  }
}
