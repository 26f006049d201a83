// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {
  @Test
  void doesNotShowItself() {
    Secret secret = Secret.of("pässword");

    assertThat(secret).hasToString("***");
    assertThat(secret.reveal()).isEqualTo("pässword");
    assertThat(secret.revealBytes()).hasSize(9);
  }

  @Test
  void isEqualToAnotherOfTheSameText() {
    assertThat(Secret.of("a"))
        .isEqualTo(Secret.of("a"))
        .hasSameHashCodeAs(Secret.of("a"))
        .isNotEqualTo(Secret.of("b"));
    assertThat(Secret.of("").isEmpty()).isTrue();
  }
}
