// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.evidence.Proof.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was read back, as people read it: of which certificate each place speaks. */
class ProofTextTest {
  private static Proof proof(String store, Kind kind, String path, String sha256) {
    return new Proof(store, "harbor", kind, path, sha256);
  }

  @Test
  void aCertificateThatCameAndOneThatWentStandApart() {
    List<Proof> proofs =
        List.of(
            proof("system", Kind.BUNDLE, "/bundle", "new"),
            proof("system", Kind.ABSENT, "/bundle", "old"),
            proof("system", Kind.ABSENT, "/bundle", "older"),
            proof("system", Kind.ABSENT, "/links", "older"),
            proof("docker", Kind.FILE, "/certs.d/r/ca.crt", "digest of the file"));

    assertThat(ProofText.lines(proofs))
        .containsExactly(
            "harbor  SHA-256 new",
            "  in /bundle",
            "  in /certs.d/r/ca.crt",
            "harbor  SHA-256 old",
            "  not in /bundle",
            "harbor  SHA-256 older",
            "  not in /bundle",
            "  not in /links");
  }

  @Test
  void aPlaceOfWhichTheCertificateIsNotKnownGoesWithTheOnlyOne() {
    Proof file = proof("system", Kind.ABSENT, "/local/harbor.crt", "");

    assertThat(ProofText.lines(List.of(file)))
        .containsExactly("harbor", "  not in /local/harbor.crt");
    assertThat(ProofText.lines(List.of(file, proof("system", Kind.ABSENT, "/bundle", "old"))))
        .containsExactly("harbor  SHA-256 old", "  not in /local/harbor.crt", "  not in /bundle");
  }

  @Test
  void aFileThatTwoStoresReadStandsOnce() {
    String path = "/etc/containers/certs.d/r/ca.crt";

    assertThat(
            ProofText.lines(
                List.of(
                    proof("docker", Kind.FILE, path, "x"), proof("podman", Kind.FILE, path, "x"))))
        .containsExactly("harbor", "  in " + path);
  }

  @Test
  void aLineByItselfHasNoDigestButACertificates() {
    assertThat(ProofText.line(proof("system", Kind.HASH_LINK, "/links/1.0", "ab")))
        .isEqualTo("read back: harbor, system, hash_link /links/1.0, SHA-256 ab");
    assertThat(ProofText.line(proof("docker", Kind.FILE, "/ca.crt", "digest of the file")))
        .isEqualTo("read back: harbor, docker, file /ca.crt");
    assertThat(ProofText.line(proof("docker", Kind.ABSENT, "/ca.crt", "")))
        .isEqualTo("read back: harbor, docker, absent /ca.crt");
  }
}
