// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTest {
  private static Content ofBase64(String text) {
    return Content.ofBase64(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void readsBase64OverLineEndsOfAnyKind() {
    assertThat(ofBase64("Zm9v\r\nYm\nFy\r\r\n").text()).isEqualTo("foobar");
    assertThat(ofBase64("").text()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Zm9v!Ymy=", "Zm9v\nbase64: read error\nYmFy", "Zm9vY", "Zm8=Zm8="})
  void refusesWhatIsNotBase64(String text) {
    assertThatThrownBy(() -> ofBase64(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
