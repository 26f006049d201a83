// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "r.example.com",
        "r.example.com:8443",
        "localhost:1",
        "10.0.0.1:65535",
        "my_reg",
        "[2001:db8::5]",
        "[2001:DB8::5]:5000",
      })
  void namesItsDirectoryAsTheUserWroteIt(String text) {
    assertThat(Registry.parse(text).directoryName()).isEqualTo(text);
  }

  @Test
  void splitsHostAndPort() {
    assertThat(Registry.parse("r.example.com:8443"))
        .isEqualTo(new Registry("r.example.com", OptionalInt.of(8443)));
    assertThat(Registry.parse("r.example.com"))
        .isEqualTo(new Registry("r.example.com", OptionalInt.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        "''                 | has no host",
        ":5000              | has no host",
        "https://r.example  | has a scheme, a registry is host[:port]",
        "r.example/project  | has a path, a registry is host[:port]",
        "../etc             | has a path, a registry is host[:port]",
        "..                 | starts with a dot or a dash",
        "-r                 | starts with a dot or a dash",
        "[::1]5000          | has something other than an IPv6 address (hexadecimal digits and colons) in its brackets",
        "[1::2::3]:5000     | has something other than an IPv6 address (hexadecimal digits and colons) in its brackets",
        "[fe80::1%eth0]     | has something other than an IPv6 address (hexadecimal digits and colons) in its brackets",
        "[::ffff:10.0.0.1]  | has something other than an IPv6 address (hexadecimal digits and colons) in its brackets",
        "[]:5000            | has something other than an IPv6 address (hexadecimal digits and colons) in its brackets",
        "[r]:5000           | has something other than an IPv6 address (hexadecimal digits and colons) in its brackets",
        "[::1]:            | has the port '', which is no number from 1 to 65535",
        "[::1]:0           | has the port '0', which is no number from 1 to 65535",
        "[::1]:1:2         | has the port '1:2', which is no number from 1 to 65535",
        "::1               | has several colons; an IPv6 address needs brackets, as in [2001:db8::5]:5000",
        "r:1:2             | has several colons; an IPv6 address needs brackets, as in [2001:db8::5]:5000",
        "r:0                | has the port '0', which is no number from 1 to 65535",
        "r:65536            | is at port 65536, which is not in 1 to 65535",
        "r:0443             | has the port '0443', which is no number from 1 to 65535",
        "r:                 | has the port '', which is no number from 1 to 65535",
        "r:http             | has the port 'http', which is no number from 1 to 65535",
        "r:123456           | has the port '123456', which is no number from 1 to 65535",
        "r example          | has other characters in its host than letters, digits, '.', '_' and '-'",
        "r$(id)             | has other characters in its host than letters, digits, '.', '_' and '-'",
      })
  void refusesWhatIsNoRegistry(String text, String flaw) {
    assertThatThrownBy(() -> Registry.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(flaw);
  }

  @Test
  void splitsAnIpv6AddressAndPort() {
    assertThat(Registry.parse("[2001:db8::5]:5000"))
        .isEqualTo(new Registry("[2001:db8::5]", OptionalInt.of(5000)));
  }

  @Test
  void refusesADirectoryNameThatIsTooLongWithThePort() {
    assertThat(Registry.parse("h".repeat(253) + ":1").directoryName()).hasSize(255);
    assertThatThrownBy(() -> Registry.parse("h".repeat(253) + ":10"))
        .hasMessage("is longer than 255 characters");
  }
}
