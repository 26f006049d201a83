// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.testhosts.ExecOutput;
import dev.hosttrust.testhosts.LocalProcess;
import dev.hosttrust.testhosts.TestCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/**
 * Runs the pods of the Job in the manifests with the container engine, in the way in which the
 * kubelet does: as which user, with which files and variables, and with what they may not do.
 *
 * <p>They are in this machine's network, where the nodes and the cluster's API have ports of
 * 127.0.0.1.
 */
final class JobPods implements AutoCloseable {
  private static final String SERVICE_ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";

  /** Volumes as the kubelet makes them: files are links, and belong to root and the pod's group. */
  private static final String ARRANGE =
      """
      cd /volume
      mkdir ..2026_11_26
      mv [!.]* ..2026_11_26
      ln -s ..2026_11_26 ..data
      for file in ..data/*; do ln -s "$file" "${file#..data/}"; done
      chown -R "0:$1" /volume
      chmod "$2" ..data/*
      """;

  private final String image;
  private final TestCluster cluster;
  private final JsonNode pod;
  private final JsonNode container;
  private final Path directory;
  private final Map<String, String> volumes = new HashMap<>();

  /**
   * Makes their volumes.
   *
   * @param directory for files on the way there
   */
  JobPods(String image, Manifests manifests, TestCluster cluster, Path directory)
      throws IOException {
    this.image = image;
    this.cluster = cluster;
    this.directory = directory;
    pod = manifests.job().at("/spec/template/spec");
    container = pod.at("/containers/0");
    Map<String, byte[]> config = new HashMap<>();
    for (var file : manifests.object("ConfigMap").path("data").properties()) {
      config.put(file.getKey(), file.getValue().asString().getBytes(StandardCharsets.UTF_8));
    }
    volumes.put("config", volume(config, "0644"));
    Map<String, byte[]> secret = new HashMap<>();
    for (var file : manifests.object("Secret").path("data").properties()) {
      secret.put(file.getKey(), Base64.getMimeDecoder().decode(file.getValue().asString()));
    }
    int mode = pod.path("volumes").findValue("defaultMode").asInt();
    volumes.put("ssh", volume(secret, Integer.toOctalString(mode)));
    Map<String, byte[]> account =
        Map.of(
            "token", cluster.token().getBytes(StandardCharsets.UTF_8),
            "ca.crt", cluster.caPem().getBytes(StandardCharsets.UTF_8),
            "namespace", "hosttrust".getBytes(StandardCharsets.UTF_8));
    volumes.put(SERVICE_ACCOUNT, volume(account, "0640"));
  }

  private String volume(Map<String, byte[]> files, String mode) throws IOException {
    Path sources = Files.createTempDirectory(directory, "volume");
    for (var file : files.entrySet()) {
      Files.write(sources.resolve(file.getKey()), file.getValue());
    }
    String volume = LocalProcess.run("docker", "volume", "create").strip();
    String holder = LocalProcess.run("docker", "create", "-v", volume + ":/volume", image).strip();
    LocalProcess.run("docker", "cp", sources + "/.", holder + ":/volume");
    LocalProcess.run("docker", "rm", holder);
    List<String> arrange = new ArrayList<>(List.of("docker", "run", "--rm", "--user=0"));
    arrange.addAll(List.of("-v", volume + ":/volume", "--entrypoint=sh", image, "-euc", ARRANGE));
    arrange.addAll(List.of("arrange", security("fsGroup"), mode));
    LocalProcess.run(arrange.toArray(String[]::new));
    return volume;
  }

  /**
   * Runs the pod with this completion index to its end.
   *
   * @param more words behind the arguments in the manifest
   */
  ExecOutput run(int index, String... more) {
    List<String> command = new ArrayList<>(List.of("docker", "run", "--rm", "--network=host"));
    command.add("--label=dev.hosttrust.test-run=" + testRun());
    command.add("--user=" + security("runAsUser") + ":" + security("runAsGroup"));
    command.add("--group-add=" + security("fsGroup"));
    command.add("--memory=" + container.at("/resources/limits/memory").asString().replace("i", ""));
    JsonNode limits = container.path("securityContext");
    command.add("--read-only=" + limits.path("readOnlyRootFilesystem").asBoolean());
    command.add(
        "--security-opt=no-new-privileges=" + !limits.path("allowPrivilegeEscalation").asBoolean());
    limits.at("/capabilities/drop").forEach(drop -> command.add("--cap-drop=" + drop.asString()));
    container.path("volumeMounts").forEach(mount -> command.add(mounted(mount)));
    if (pod.path("automountServiceAccountToken").asBoolean()) {
      command.add("--volume=" + volumes.get(SERVICE_ACCOUNT) + ":" + SERVICE_ACCOUNT + ":ro");
    }
    command.add("--env=KUBERNETES_SERVICE_HOST=" + TestCluster.HOST);
    command.add("--env=KUBERNETES_SERVICE_PORT=" + cluster.port());
    command.add("--env=JOB_COMPLETION_INDEX=" + index);
    for (JsonNode variable : container.path("env")) {
      command.add(
          "--env=" + variable.path("name").asString() + "=" + variable.path("value").asString());
    }
    command.add(image);
    container.path("args").forEach(arg -> command.add(arg.asString()));
    command.addAll(List.of(more));
    return LocalProcess.exec(new ProcessBuilder(command));
  }

  private String mounted(JsonNode mount) {
    String path = mount.path("mountPath").asString();
    String volume = volumes.get(mount.path("name").asString());
    return volume == null
        ? "--tmpfs=" + path + ":mode=0777"
        : "--volume=" + volume + ":" + path + ":ro";
  }

  private String security(String field) {
    return pod.at("/securityContext/" + field).asString();
  }

  private static String testRun() {
    return Objects.requireNonNullElse(System.getenv("HOSTTRUST_TEST_RUN"), "none");
  }

  @Override
  public void close() {
    volumes.values().forEach(volume -> LocalProcess.run("docker", "volume", "rm", volume));
  }
}
