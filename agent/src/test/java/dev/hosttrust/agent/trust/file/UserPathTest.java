// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.trust.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths are what Python, and with it Ansible, makes of them. */
class UserPathTest {
  private static final Map<String, String> VARIABLES =
      Map.of("HOME", "/home/ann", "PKI", "/srv/pki", "EMPTY", "", "ODD", "$PKI/\\1");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pki/ca.crt",
        "/pki/ca.crt",
        "~",
        "~/pki/ca.crt",
        "~//ca.crt",
        "~root/ca.crt",
        "~root",
        "~nobody-has-this-name/ca.crt",
        "~-x/ca.crt",
        "a~/ca.crt",
        "pki/~/ca.crt",
        "$HOME/ca.crt",
        "${HOME}/ca.crt",
        "$HOMEx/ca.crt",
        "${HOME}x/ca.crt",
        "$PKI$EMPTY/a-$PKI.crt",
        "$NOPE/${NOPE}/ca.crt",
        "$/ca$",
        "${}/${HOME",
        "$ODD",
        "ca\\$PKI"
      })
  void arePythons(String path) throws IOException, InterruptedException {
    assertThat(new UserPath("/home/ann", VARIABLES).expand(path)).isEqualTo(python(path));
  }

  @Test
  void doesNotWaitForAUserDatabaseThatDoesNotAnswer() {
    assertThat(UserPath.homeIn(List.of("sleep", "600"), Duration.ofMillis(1))).isEmpty();
  }

  private static String python(String path) throws IOException, InterruptedException {
    var program =
        new ProcessBuilder(
            "python3",
            "-c",
            "import os, sys; print(os.path.expanduser(os.path.expandvars(sys.argv[1])), end='')",
            path);
    program.environment().putAll(VARIABLES);
    program.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = program.start();
    String expanded = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return expanded;
  }
}
