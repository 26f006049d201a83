// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What kubectl printed of failures that no test can bring about with a server alone. */
class KubectlComplaintTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          Unable to connect to the server: getting credentials: exec: executable aws not found | install the program
          Unable to connect to the server: getting credentials: exec: executable aws failed with exit code 255 | log in to the cluster again
          Unable to connect to the server: x509: certificate signed by unknown authority | the CA in the kubeconfig
          Unable to connect to the server: dial tcp: lookup api.example.com: no such host | is this cluster up
          Unable to connect to the server: dial tcp 192.0.2.1:6443: i/o timeout | is this cluster up
          The connection to the server 192.0.2.1:6443 was refused - did you specify the right host or port? | is this cluster up
          error: You must be logged in to the server (Unauthorized) | log in to the cluster again
          Error in configuration: context was not found for specified context: x | 'kubectl config get-contexts'
          error: unknown flag | try it yourself: kubectl get nodes
          """)
  void hasARemedy(String complaint, String remedy) {
    assertThat(KubectlComplaint.remedy(complaint, "kubectl get nodes")).startsWith(remedy);
  }

  @Test
  void isOneLineWithoutWhatIsLogged() {
    assertThat(
            KubectlComplaint.text(
                """
                E1126 06:00:00.000000   12 memcache.go:265] couldn't get current server API group list
                Unable to connect to the server: getting credentials: exec: executable aws not found

                It looks like you are trying to use a client-go credential plugin that is not installed.
                """))
        .isEqualTo(
            "Unable to connect to the server: getting credentials: exec: executable aws not found It"
                + " looks like you are trying to use a client-go credential plugin that is not"
                + " installed.");
  }

  @Test
  void isWhatIsLoggedIfThereIsNothingElse() {
    assertThat(KubectlComplaint.text("E1126 06:00:00.0 12 x.go:1] no route\n"))
        .endsWith("no route");
  }

  @Test
  void isNotLongerThanAnyoneReads() {
    assertThat(KubectlComplaint.text("x".repeat(10_000))).hasSize(503);
  }
}
