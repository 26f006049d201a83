// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.controller.json.JsonFields;
import dev.hosttrust.controller.json.JsonText;
import dev.hosttrust.controller.json.UnexpectedJsonException;
import java.util.Arrays;
import java.util.List;

/** What was read back from a host, as reports and journals have it. */
public final class ProofJson {
  private ProofJson() {}

  /**
   * Reads what {@link #write} wrote; none if there is no array of that name.
   *
   * @throws UnexpectedJsonException if it is something else
   */
  public static List<Proof> read(JsonFields json, String name) {
    return json.objects(name).stream()
        .map(
            proof ->
                new Proof(
                    proof.string("store"),
                    proof.string("anchor"),
                    kind(proof.string("kind")),
                    proof.string("path"),
                    proof.string("sha256")))
        .toList();
  }

  private static Proof.Kind kind(String word) {
    return Arrays.stream(Proof.Kind.values())
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new UnexpectedJsonException("the kind of a proof is " + word));
  }

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
