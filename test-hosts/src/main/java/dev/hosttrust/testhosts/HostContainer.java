// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.util.Objects;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;
import org.testcontainers.images.builder.Transferable;

/** Says to the container engine what a host of some kind is. */
final class HostContainer {
  private static final int SSH = 22;

  private HostContainer() {}

  /** A container that is not started yet; it is ready once its server listens. */
  static GenericContainer<?> of(TestHosts kind) {
    GenericContainer<?> container =
        new GenericContainer<>(HostImage.of(kind))
            .withEnv(kind.environment())
            .withEnv("TEST_HOST_AUTHORIZED_KEYS", TestKeys.shared().authorizedKeys())
            .withTmpFs(kind.tmpfs())
            .withStartupCheckStrategy(new Begun())
            .waitingFor(new ReadyLine());
    // run-tests removes what still has this label after the tests.
    container.withLabel(
        "dev.hosttrust.test-run",
        Objects.requireNonNullElse(System.getenv("HOSTTRUST_TEST_RUN"), "none"));
    kind.hostCa()
        .ifPresent(
            ca ->
                container.withCopyToContainer(
                    Transferable.of(ca.read(), 0600), "/etc/ssh/host_ca"));
    connect(container, kind);
    return container;
  }

  private static void connect(GenericContainer<?> container, TestHosts kind) {
    if (kind.jump().isPresent()) {
      container.withNetworkMode("container:" + kind.jump().get().networkContainerId());
    } else if (kind.environment().containsKey(TestHosts.ALONE)) {
      container.withNetworkMode("none");
    } else {
      container
          .withExposedPorts(SSH)
          .withCreateContainerCmdModifier(HostContainer::publishOnLoopback);
    }
  }

  /** Whether it came up is for {@link ReadyLine} to tell, which has no time limit. */
  private static final class Begun extends StartupCheckStrategy {
    @Override
    public StartupStatus checkStartupState(DockerClient docker, String containerId) {
      return StartupStatus.SUCCESSFUL;
    }
  }

  private static void publishOnLoopback(CreateContainerCmd create) {
    HostConfig config = Objects.requireNonNull(create.getHostConfig());
    config.withPortBindings(
        new PortBinding(Ports.Binding.bindIp("127.0.0.1"), ExposedPort.tcp(SSH)));
  }
}
