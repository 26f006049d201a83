// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import dev.hosttrust.agent.diff.FileDiff;
import java.util.List;

/** What a rollout changes on a host. */
final class TestDiff {
  private TestDiff() {}

  /**
   * @param state what the host is like before; in state 0 only the tool has to run
   */
  static List<FileDiff> of(int state) {
    FileDiff certificate =
        new FileDiff(
            "/usr/share/ca-certificates/local/harbor.example.com.crt",
            List.of(
                "new file /usr/share/ca-certificates/local/harbor.example.com.crt (mode 0644)",
                "--- /dev/null",
                "+++ /usr/share/ca-certificates/local/harbor.example.com.crt",
                "@@ -0,0 +1,3 @@",
                "+-----BEGIN CERTIFICATE-----",
                "+MIIBszCCAVmgAwIBAgIUc3RhdGUg" + state,
                "+-----END CERTIFICATE-----"));
    FileDiff configuration =
        new FileDiff(
            "/etc/ca-certificates.conf",
            List.of(
                "--- /etc/ca-certificates.conf",
                "+++ /etc/ca-certificates.conf",
                "@@ -10,3 +10,4 @@",
                " mozilla/Amazon_Root_CA_3.crt",
                "-!local/harbor.example.com.crt",
                "+local/harbor.example.com.crt"));
    FileDiff tool = new FileDiff("update-ca-certificates", List.of("run update-ca-certificates"));
    return state == 0 ? List.of(tool) : List.of(certificate, configuration, tool);
  }
}
