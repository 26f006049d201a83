// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.controller.json.JsonText;
import java.util.List;

/** What was read back from a host, as reports and journals have it. */
public final class ProofJson {
  private ProofJson() {}

  /**
   * Writes proofs as an array.
   *
   * @param name of the array
   */
  public static void write(JsonText json, String name, List<Proof> proofs) {
    json.objects(
        name,
        proofs,
        (object, proof) -> {
          object.string("store", proof.store());
          object.string("anchor", proof.anchor());
          object.string("kind", proof.kind().word());
          object.string("path", proof.path());
          object.string("sha256", proof.sha256());
        });
  }
}
