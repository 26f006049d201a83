// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.facts.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  private static String text(String written) {
    return written.replace('|', '\n').replace('^', '\r');
  }
}
