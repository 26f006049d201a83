// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;

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
        "-vvv -4 -q -T",
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
    "-o KexAlgorithms=x, args: -o KexAlgorithms is not supported",
    "-oNoSuchThing=x, args: -o NoSuchThing is not supported",
    "-L 80:localhost:80, args: -L is not supported",
    "-N, args: -N is not supported",
    "web, args: web is no option of ssh",
  })
  void namesWhatIsLeftOut(String words, String warning) {
    assertThat(read(words).findings().warnings()).singleElement().asString().startsWith(warning);
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
