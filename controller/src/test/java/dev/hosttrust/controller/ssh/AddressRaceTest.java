// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AddressRaceTest {
  private static final InetSocketAddress ADDRESS =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 22);

  /** Whether the interrupt or the connection comes first: it is tried often enough for both. */
  @Test
  void aConnectionThatWasMadeWhenTheWorkIsCutShortIsClosed() throws Exception {
    for (int i = 0; i < 200; i++) {
      CountDownLatch closed = new CountDownLatch(1);
      Thread runner = Thread.currentThread();
      AddressRace<Closeable> race =
          new AddressRace<>(
              List.of(ADDRESS),
              Duration.ofSeconds(1),
              address -> {
                runner.interrupt();
                return closed::countDown;
              });

      try {
        race.run().close();
      } catch (InterruptedIOException e) {
        // Then nobody else can close it.
      }

      Thread.interrupted();
      assertThat(closed.await(10, TimeUnit.SECONDS)).as("round %d", i).isTrue();
    }
  }
}
