// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1ClusterRole;
import io.kubernetes.client.openapi.models.V1ClusterRoleBinding;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The schema of the Kubernetes API, as its official client for Java has it: classes that are made
 * from the API's OpenAPI document.
 */
final class ApiSchema {

  /** Reads an object of JSON and writes it again. */
  private interface Model {
    String copy(String json) throws IOException;
  }

  private static final JsonMapper JSON = new JsonMapper();

  private static final Map<String, Model> MODELS =
      Map.of(
          "v1 Namespace", json -> V1Namespace.fromJson(json).toJson(),
          "v1 ServiceAccount", json -> V1ServiceAccount.fromJson(json).toJson(),
          "v1 ConfigMap", json -> V1ConfigMap.fromJson(json).toJson(),
          "v1 Secret", json -> V1Secret.fromJson(json).toJson(),
          "rbac.authorization.k8s.io/v1 ClusterRole", json -> V1ClusterRole.fromJson(json).toJson(),
          "rbac.authorization.k8s.io/v1 ClusterRoleBinding",
              json -> V1ClusterRoleBinding.fromJson(json).toJson(),
          "batch/v1 Job", json -> V1Job.fromJson(json).toJson());

  private ApiSchema() {}

  /**
   * Fails where an object has a field that the API does not know, lacks one that the API needs, or
   * has a value of another type. Which texts a field may have is not in the schema.
   */
  static void check(JsonNode object) {
    String kind = object.path("apiVersion").asString("") + " " + object.path("kind").asString("");
    Model model = Objects.requireNonNull(MODELS.get(kind), kind);
    try {
      // It refuses fields that are unknown or missing, but takes "yes" for false, and "4" for 4.
      JsonNode copy = JSON.readTree(model.copy(object.toString()));
      assertThat(changed("", object, copy)).isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where something became of an object that is not what it was; what was added does not count. */
  private static List<String> changed(String path, JsonNode object, JsonNode copy) {
    if (object.isContainer() && object.getNodeType() == copy.getNodeType()) {
      return object.isObject()
          ? object.properties().stream()
              .flatMap(
                  e ->
                      changed(path + "/" + e.getKey(), e.getValue(), copy.path(e.getKey()))
                          .stream())
              .toList()
          : IntStream.range(0, object.size())
              .boxed()
              .flatMap(i -> changed(path + "/" + i, object.get(i), copy.path(i)).stream())
              .toList();
    }
    return object.equals(copy) ? List.of() : List.of(path + " " + object + " is taken for " + copy);
  }
}
