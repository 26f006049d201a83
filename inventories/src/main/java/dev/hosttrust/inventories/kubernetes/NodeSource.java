// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.kubernetes;

import dev.hosttrust.inventories.documents.Datum;
import dev.hosttrust.inventories.documents.Datum.Mapping;
import dev.hosttrust.inventories.tree.InventoryTree;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Location;
import dev.hosttrust.words.ProblemsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The nodes of a cluster as a source of hosts. Immutable. */
public final class NodeSource {

  /** What a file of this kind names as its plugin. */
  public static final String PLUGIN = "hosttrust.kubernetes_nodes";

  /** Of 500 nodes each; Kubernetes itself goes to 5,000 nodes. */
  private static final int MOST_PAGES = 400;

  private final NodeQuery query;
  private final NodeRules rules;
  private final Location at;

  NodeSource(NodeQuery query, NodeRules rules, Location at) {
    this.query = query;
    this.rules = rules;
    this.at = at;
  }

  /**
   * The nodes of the cluster of a context, at their internal addresses.
   *
   * @param context of the kubeconfig; null for the current one
   */
  public static NodeSource ofContext(@Nullable String context) {
    String flag = context == null ? "--kube-nodes" : "--kube-nodes " + context;
    return new NodeSource(NodeQuery.ofContext(context), NodeRules.DEFAULT, Location.of(flag));
  }

  /**
   * What a file with {@code plugin: hosttrust.kubernetes_nodes} asks for; empty if it has problems,
   * which are noted.
   *
   * @param path makes an absolute path of one that the file names
   */
  public static Optional<NodeSource> ofFile(
      Mapping file, Function<String, Path> path, Findings findings) {
    return new NodesFile(file, findings).read(path);
  }

  /** Asks for the nodes and puts them into a tree; notes what is wrong. */
  public void read(Kubectl kubectl, InventoryTree tree, Findings findings) {
    try {
      List<Node> nodes = nodes(kubectl);
      if (nodes.isEmpty()) {
        findings.problem(at, nothing());
      }
      new NodeTree(rules, at, tree, findings).add(nodes);
    } catch (KubectlException e) {
      findings.problem(at, e.getMessage());
    } catch (ProblemsException e) {
      findings.addAll(e.within(at.toString()));
    }
  }

  private String nothing() {
    return query.selects()
        ? "no node is selected; compare the selector with: "
            + Kubectl.command(query)
            + " --show-labels"
        : "the cluster has no nodes; is it the right one? Try it yourself: "
            + Kubectl.command(query);
  }

  /**
   * All nodes, page by page. If the API has forgotten the list in the meantime, it is asked for the
   * whole at once, as client-go does.
   */
  private List<Node> nodes(Kubectl kubectl) throws KubectlException {
    List<Node> nodes = new ArrayList<>();
    String next = "";
    for (int pages = 0; pages == 0 || !next.isEmpty(); pages++) {
      if (pages == MOST_PAGES) {
        throw new KubectlException("the list of nodes has no end");
      }
      NodePage page;
      try {
        page = page(kubectl.get(query, query.page(next), at));
      } catch (KubectlException e) {
        if (next.isEmpty() || !e.expired()) {
          throw e;
        }
        return page(kubectl.get(query, query.whole(), at)).nodes();
      }
      if (!next.isEmpty() && page.next().equals(next)) {
        throw new KubectlException("the cluster answers with the same page again and again");
      }
      nodes.addAll(page.nodes());
      next = page.next();
    }
    return nodes;
  }

  private static NodePage page(Datum answer) throws KubectlException {
    return NodePage.of(answer)
        .orElseThrow(
            () ->
                new KubectlException(
                    "kubectl answers something other than a list of nodes; is this the API of a"
                        + " cluster?"));
  }
}
