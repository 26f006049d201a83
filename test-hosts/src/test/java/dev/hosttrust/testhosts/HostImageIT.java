// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Image;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;

/** How images come about. */
class HostImageIT {
  private final DockerClient docker = DockerClientFactory.instance().client();
  private final String marker = UUID.randomUUID().toString();

  /** Builds the image; a program of its own, so that several can do so at once. */
  static final class Builder {
    private Builder() {}

    public static void main(String[] args) {
      System.out.println(image(args[0]).find());
    }
  }

  /** An image that takes a second to build, and of which every build makes another. */
  private static HostImage image(String marker) {
    String dockerfile =
        "FROM debian:bookworm-slim\nRUN sleep 1; date +%%N >/made\nLABEL marker=%s\n"
            .formatted(marker);
    return new HostImage("once", dockerfile, List.of());
  }

  @AfterEach
  void remove() {
    images().forEach(id -> docker.removeImageCmd(id).withForce(true).exec());
  }

  @Test
  void oneProcessBuildsAnImageThatSeveralNeedAtOnce() throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Builder.class.getName(),
            marker);
    List<Future<ExecOutput>> builds = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 2; i++) {
        builds.add(threads.submit(() -> LocalProcess.exec(new ProcessBuilder(command))));
      }
    }

    for (Future<ExecOutput> build : builds) {
      assertThat(build.get().stdout()).isEqualTo(image(marker).find() + "\n");
    }
    assertThat(images()).hasSize(1);
  }

  @Test
  void oneThreadBuildsAnImageThatSeveralNeedAtOnce() {
    List<String> found =
        IntStream.range(0, 2).parallel().mapToObj(i -> image(marker).find()).distinct().toList();

    assertThat(found).hasSize(1);
    assertThat(images()).hasSize(1);
  }

  /** A second build would take the name from the first, which stays without one. */
  private List<String> images() {
    return docker.listImagesCmd().withLabelFilter(Map.of("marker", marker)).exec().stream()
        .map(Image::getId)
        .toList();
  }
}
