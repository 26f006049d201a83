// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

/**
 * Waits until {@code start-host} says that its server listens, or has ended.
 *
 * <p>Testcontainers' own strategy has a time limit, which a busy machine breaks, and waits for it
 * even where the container has ended.
 */
final class ReadyLine extends AbstractWaitStrategy {
  private static final Pattern READY = Pattern.compile("(?m)^ready$");

  @Override
  protected void waitUntilReady() {
    try (Log log =
        DockerClientFactory.instance()
            .client()
            .logContainerCmd(waitStrategyTarget.getContainerId())
            .withStdOut(true)
            .withStdErr(true)
            .withFollowStream(true)
            .exec(new Log())) {
      log.awaitCompletion();
      if (!log.isReady()) {
        throw new ContainerLaunchException("the host ended before it was ready: " + log.text());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ContainerLaunchException("interrupted while a host started", e);
    }
  }

  private static final class Log extends ResultCallback.Adapter<Frame> {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void onNext(Frame frame) {
      bytes.writeBytes(frame.getPayload());
      if (isReady()) {
        onComplete();
      }
    }

    boolean isReady() {
      return READY.matcher(text()).find();
    }

    String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }
}
