// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.kubernetes;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Nodes that cannot be served over SSH, told by {@code status.nodeInfo} and labels, and what to do
 * there.
 */
final class NotServed {

  private record Kind(Predicate<Node> matches, String why) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind(
              node -> node.os().equals("windows"),
              "runs Windows; import the CA there with Import-Certificate into"
                  + " Cert:\\LocalMachine\\Root, and restart containerd"),
          image(
              "Talos",
              "Talos has no SSH; name the CA in its machine configuration, in a document of kind"
                  + " TrustedRootsConfig (talosctl patch machineconfig)"),
          image(
              "Bottlerocket",
              "Bottlerocket is not changed over SSH; name the CA in its settings: apiclient set"
                  + " pki.NAME.data=BASE64 pki.NAME.trusted=true, or the same in its user data"),
          image(
              "Container-Optimized OS",
              "Container-Optimized OS forgets at each start what was written; name the CA in the"
                  + " node pool's containerd configuration, privateRegistryAccessConfig"
                  + " (gcloud container node-pools update --containerd-config-from-file)"),
          label(
              "eks.amazonaws.com/compute-type",
              "fargate",
              "a Fargate node is no machine that can be logged in to; bring the CA into the"
                  + " images, or run these pods on other nodes"),
          label(
              "type",
              "virtual-kubelet",
              "a virtual node is no machine that can be logged in to; its provider pulls the"
                  + " images"));

  private NotServed() {}

  /** Why a node is not served, and what to do there; empty if it is served. */
  static Optional<String> why(Node node) {
    return KINDS.stream().filter(kind -> kind.matches().test(node)).map(Kind::why).findFirst();
  }

  private static Kind image(String start, String why) {
    return new Kind(node -> node.osImage().startsWith(start), why);
  }

  private static Kind label(String name, String value, String why) {
    return new Kind(node -> value.equals(node.labels().get(name)), why);
  }
}
