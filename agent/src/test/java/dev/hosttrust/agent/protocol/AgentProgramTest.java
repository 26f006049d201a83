// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.plan.HostTool;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentProgramTest {
  /** As {@code /proc/PID/comm} has it, by which the agent finds a run beside its own. */
  @ParameterizedTest
  @CsvSource({
    "trust, trust",
    "update-ca-certificates, update-ca-certi",
    "/etc/ca-certificates/update.d/jks-keystore, jks-keystore"
  })
  void aToolIsKnownByTheNameOfItsProcess(String program, String comm) {
    HostTool tool = new HostTool(program, "a store", List.of(), List.of(), List.of());

    assertThat(AgentProgram.comm(tool)).isEqualTo(comm);
  }
}
