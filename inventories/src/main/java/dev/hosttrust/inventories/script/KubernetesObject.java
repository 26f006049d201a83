// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.script;

import dev.hosttrust.inventories.documents.Datum.Mapping;
import dev.hosttrust.inventories.documents.Datum.Scalar;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Location;

/** What {@code kubectl get nodes -o json} prints, which looks like groups of an inventory. */
public final class KubernetesObject {

  private KubernetesObject() {}

  /** Notes a problem and returns true if a document is an object of Kubernetes. */
  public static boolean refuse(Mapping document, Findings findings) {
    if (!(document.find("apiVersion") instanceof Scalar(String version, Location at))
        || !(document.find("kind") instanceof Scalar(String kind, Location here))) {
      return false;
    }
    findings.problem(
        Location.of(document.location().source()),
        "this is what kubectl prints (kind %s), not an inventory; for the nodes by their names, write"
                .formatted(kind)
            + " -i \"$(kubectl get nodes -o jsonpath='{range .items[*]}{.metadata.name},{end}')\","
            + " and see docs/kubernetes.md for groups and addresses");
    return true;
  }
}
