// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Runs commands in a container through the engine, beside the container's own SSH server.
 *
 * <p>Testcontainers' own {@code execInContainer} splits output into lines, which changes it.
 */
final class ContainerExec {
  private final DockerClient docker;
  private final String containerId;

  ContainerExec(DockerClient docker, String containerId) {
    this.docker = docker;
    this.containerId = containerId;
  }

  ExecOutput run(String... command) {
    String execId =
        docker
            .execCreateCmd(containerId)
            .withAttachStdout(true)
            .withAttachStderr(true)
            .withCmd(command)
            .exec()
            .getId();
    Collector collector = new Collector();
    try {
      docker.execStartCmd(execId).exec(collector).awaitCompletion();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "interrupted during " + String.join(" ", command) + ": " + collector.output(-1), e);
    }
    long exit = docker.inspectExecCmd(execId).exec().getExitCodeLong();
    return collector.output(Math.toIntExact(exit));
  }

  private static final class Collector extends ResultCallback.Adapter<Frame> {
    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

    @Override
    public void onNext(Frame frame) {
      (frame.getStreamType() == StreamType.STDERR ? stderr : stdout).writeBytes(frame.getPayload());
    }

    ExecOutput output(int exit) {
      return new ExecOutput(
          exit, stdout.toString(StandardCharsets.UTF_8), stderr.toString(StandardCharsets.UTF_8));
    }
  }
}
