// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.kubernetes;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which cluster is asked for which nodes.
 *
 * @param context of the kubeconfig; null for the current one
 * @param kubeconfig null for what kubectl takes, which {@code $KUBECONFIG} may say
 * @param selector by labels; null for all nodes
 * @param fieldSelector by fields; null for all nodes
 * @param timeout how long one answer may take
 */
record NodeQuery(
    @Nullable String context,
    @Nullable Path kubeconfig,
    @Nullable String selector,
    @Nullable String fieldSelector,
    Duration timeout) {

  /** As for inventory scripts. */
  static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** What kubectl itself asks for at a time, {@code --chunk-size}. */
  private static final int PAGE = 500;

  static NodeQuery ofContext(@Nullable String context) {
    return new NodeQuery(context, null, null, null, TIMEOUT);
  }

  /** The flags that say which cluster. */
  List<String> cluster() {
    List<String> flags = new ArrayList<>();
    if (kubeconfig != null) {
      flags.add("--kubeconfig=" + kubeconfig);
    }
    if (context != null) {
      flags.add("--context=" + context);
    }
    return flags;
  }

  /**
   * The path of one page.
   *
   * @param next as the page before has it; empty for the first one
   */
  String page(String next) {
    return path("limit=" + PAGE + (next.isEmpty() ? "" : "&continue=" + encode(next)));
  }

  /** The path of all nodes at once. */
  String whole() {
    return path("");
  }

  /** Whether only some of the nodes are asked for. */
  boolean selects() {
    return selector != null || fieldSelector != null;
  }

  private String path(String paging) {
    List<String> parameters = new ArrayList<>();
    if (!paging.isEmpty()) {
      parameters.add(paging);
    }
    if (selector != null) {
      parameters.add("labelSelector=" + encode(selector));
    }
    if (fieldSelector != null) {
      parameters.add("fieldSelector=" + encode(fieldSelector));
    }
    String query = String.join("&", parameters);
    return "/api/v1/nodes" + (query.isEmpty() ? "" : "?" + query);
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
