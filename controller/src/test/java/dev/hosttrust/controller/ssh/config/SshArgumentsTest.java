// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Location;
import dev.hosttrust.words.Warning;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SshArgumentsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-C -o ControlMaster=auto -o ControlPersist=60s",
        "-vvv -q -T",
        "-S none -oControlPath=/tmp/%h -o BatchMode=yes",
        "-o PreferredAuthentications=publickey -o LogLevel=ERROR",
      })
  void saysNothingOfWhatDoesNotMatter(String words) {
    SshArguments arguments = read(words);

    assertThat(arguments.settings()).isEmpty();
    assertThat(arguments.findings().warnings()).isEmpty();
    assertThat(arguments.findings().problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "-L 80:localhost:80, args: -L is not supported",
    "-N, args: -N is not supported",
    "web, args: web is no option of ssh",
  })
  void namesWhatIsLeftOut(String words, String warning) {
    assertThat(read(words).findings().warnings()).singleElement().asString().startsWith(warning);
  }

  @ParameterizedTest
  @CsvSource({
    "-o KexAlgorithms=x, KexAlgorithms, x, '-o KexAlgorithms=x'",
    "-oNoSuchThing=x, NoSuchThing, x, '-o NoSuchThing=x'",
    "-4, AddressFamily, -4, -4",
    "-qb 192.0.2.7, BindAddress, 192.0.2.7, '-b 192.0.2.7'",
  })
  void keepsWhatIsForSsh(String words, String name, String value, String forSsh) {
    SshArguments arguments = read(words);

    assertThat(arguments.others())
        .containsExactly(new OtherSetting(name, value, Location.of("args")));
    assertThat(arguments.forSsh()).containsExactly(forSsh.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "-o Port=0, args: Port 0: must be a number from 1 to 65535",
    "-p x, args: Port x: must be a number from 1 to 65535",
    "'-J a,,b', 'args: ProxyJump a,,b: must be none, or'",
    "-l, args: -l has no value",
    "-o, args: -o has no value",
    "-o User, args: User: has no value",
  })
  void refusesWhatCannotBeMeant(String words, String problem) {
    assertThat(read(words).findings().problems()).singleElement().asString().startsWith(problem);
  }

  @Test
  void findsTheConfigurationFile() {
    assertThat(read("-C -F /x/config").configFile()).contains("/x/config");
    assertThat(read("-qF/x/config").configFile()).contains("/x/config");
    assertThat(read("-C").configFile()).isEmpty();
  }

  @Test
  void namesTheVariableThatTheWordsComeFrom() {
    SequencedMap<String, List<String>> sources = new LinkedHashMap<>();
    sources.put("ansible_ssh_args", List.of("-C"));
    sources.put("ansible_ssh_common_args", List.of("-L", "1:a:1"));
    sources.put("ansible_ssh_extra_args", List.of("-o"));

    Findings findings = SshArguments.read(sources).findings();

    assertThat(findings.warnings())
        .extracting(Warning::message)
        .containsExactly("ansible_ssh_common_args: -L is not supported, it is left out");
    assertThatThrownBy(findings::throwIfFailed)
        .hasMessage("ansible_ssh_extra_args: -o has no value");
  }

  private static SshArguments read(String words) {
    return SshArguments.read(List.of(words.split(" ")), "args");
  }
}
