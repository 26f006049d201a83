// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Builds the images of all test hosts side by side, so that they are there when tests need them.
 * Tests that need one earlier wait for it. Takes no arguments; exits 0 once all are there.
 */
public final class BuildImages {
  private BuildImages() {}

  public static void main(String[] args) throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newFixedThreadPool(DebianRelease.values().length)) {
      List<Callable<String>> builds =
          Stream.concat(
                  // Those first that take longest, and have another image below them.
                  Stream.of(
                      TestHosts.controlNode(),
                      TestHosts.withBrowsers(),
                      TestHosts.docker(),
                      TestHosts.java(DebianRelease.TRIXIE),
                      TestHosts.java(DebianRelease.BOOKWORM),
                      TestHosts.java(DebianRelease.BULLSEYE),
                      TestHosts.containerTools(DebianRelease.TRIXIE),
                      TestHosts.containerTools(DebianRelease.BOOKWORM),
                      TestHosts.containerd(ContainerdRelease.BOOKWORM),
                      TestHosts.sudoRs()),
                  Arrays.stream(DebianRelease.values()).map(TestHosts::debian))
              .map(kind -> (Callable<String>) () -> HostImage.of(kind))
              .toList();
      for (Future<String> image : threads.invokeAll(builds)) {
        System.out.println(image.get());
      }
    }
  }
}
