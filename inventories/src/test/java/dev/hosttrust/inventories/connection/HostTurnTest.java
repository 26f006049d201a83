// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.inventories.TestInventories;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostTurnTest {

  @Test
  void aHostThatSaysNothingIsServedInItsPlace() {
    assertThat(turn("{}")).isEqualTo(HostTurn.ORDINARY);
    assertThat(turn("{hosttrust_order: '', hosttrust_not_served: ''}"))
        .isEqualTo(HostTurn.ORDINARY);
  }

  @Test
  void whyMayBeATemplate() {
    assertThat(turn("{hosttrust_order: last, hosttrust_order_reason: 'in {{ zone }}', zone: a}"))
        .isEqualTo(new HostTurn(true, "in a", null, null));
  }

  @Test
  void anotherOrderThanLastIsAProblem() {
    assertThatThrownBy(() -> turn("{hosttrust_order: frist}"))
        .hasMessage(
            "extra variables:1:19: hosttrust_order of host node1 must be last, or be left out, not"
                + " 'frist'");
  }

  private static HostTurn turn(String variables) {
    return HostTurn.of(
        TestInventories.host("node1", TestInventories.extraVars(List.of(variables), Path.of("/"))));
  }
}
