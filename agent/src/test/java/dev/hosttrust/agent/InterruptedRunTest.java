// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import static dev.hosttrust.agent.TestSpecs.ca;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.shell.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A change that is cut off leaves whole files, and the next run puts the host right. */
class InterruptedRunTest extends HarborHost {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void convergesAfterBeingKilledBehindAnyStep(int step) throws IOException {
    rollout(ca("Last year's CA"));
    Files.delete(host.path(REGISTRY_CA));
    CaCertificate old = ca("Last year's CA");
    Shell dying = afterStep(step, "kill -9 $$");

    rollout(dying, certificate);

    String pem = host.read(CERTIFICATE);
    assertThat(pem)
        .isIn(
            new String(certificate.pem(), StandardCharsets.US_ASCII),
            new String(old.pem(), StandardCharsets.US_ASCII));
    assertThat(rollout(certificate)).isInstanceOf(Changed.class);
    assertThat(rollout(certificate)).isInstanceOf(Unchanged.class);
    assertThat(host.tree().keySet()).noneMatch(path -> path.contains(".hosttrust-"));
    assertThat(host.read(BUNDLE)).containsOnlyOnce(host.read(CERTIFICATE));
  }

  @Test
  void doesNothingWhereTheProgramIsCutShort() throws IOException {
    SortedMap<String, String> before = host.tree();
    AtomicInteger cuts = new AtomicInteger();
    Shell cutting =
        (command, stdin) -> {
          if (isApply(stdin)) {
            for (int length = 0; length < stdin.length - 1; length += stdin.length / 40) {
              host.exec(command, Arrays.copyOf(stdin, length));
              cuts.incrementAndGet();
            }
            return host.exec(command, Arrays.copyOf(stdin, stdin.length - 30));
          }
          return host.exec(command, stdin);
        };

    Outcome outcome = rollout(cutting, certificate);

    assertThat(cuts).hasValueGreaterThan(35);
    assertThat(outcome).isInstanceOf(Failed.class);
    assertThat(host.tree()).isEqualTo(before);
  }

  /** Bundle and links are right by then, and only the hooks have not heard. */
  @Test
  void tellsTheHooksWhatARunDidThatWasCutOffAmongThem() throws IOException {
    Path keystore = directory.resolve("keystore");
    Path hook =
        hook("read -r nonce pid <%s; kill -9 $pid\n".formatted(host.path("/.hosttrust.lock")));
    rollout(certificate);
    assertThat(host.read(BUNDLE)).contains(host.read(CERTIFICATE));
    Files.writeString(hook, "#!/bin/sh\ncat >>" + keystore + "\n");

    assertUpdated(rollout(certificate), true);

    assertThat(keystore).content().contains("+" + host.path("/etc/ssl/certs/harbor.pem"));
    assertThat(rollout(certificate)).isInstanceOf(Unchanged.class);
    assertThat(host.tree().keySet()).noneMatch(path -> path.contains(".hosttrust"));
  }
}
