// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.words.Location;
import java.util.List;
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

  private static SshArguments read(String words) {
    return SshArguments.read(List.of(words.split(" ")), "args");
  }
}
