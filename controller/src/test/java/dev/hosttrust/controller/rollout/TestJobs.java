// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.agent.shell.ShellException.Kind;
import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.AnchorName;
import dev.hosttrust.agent.trust.TreeRoot;
import dev.hosttrust.agent.trust.TrustSpec;
import dev.hosttrust.testhosts.TestCa;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Hosts for tests of what happens around the work on a host. */
final class TestJobs {
  private static final Wanted WANTED = wanted(TreeRoot.SYSTEM);

  static final HostJob.Opener UNREACHABLE = failing(Kind.UNREACHABLE, "connection refused");

  /** The host lets us in, but not become root. */
  static final HostJob.Opener REFUSED = failing(Kind.REFUSED, "sudo refused");

  private TestJobs() {}

  private static HostJob.Opener failing(Kind kind, String message) {
    return () -> {
      throw new ShellException(kind, message);
    };
  }

  /** A CA in a tree, in the stores that are the default. */
  static Wanted wanted(TreeRoot root) {
    try {
      CaCertificate ca = CaCertificate.ofDer(TestCa.named("CA").der());
      Anchor anchor = new Anchor(new AnchorName("ca"), ca, List.of());
      return new Wanted(root, new TrustSpec(List.of(anchor)), Stores.DEFAULT);
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
  }

  static HostJob job(String name, HostJob.Opener opener) {
    return new HostJob(name, WANTED, opener);
  }

  /** One that is never connected to. */
  static HostJob job(String name, Place place) {
    return new HostJob(name, WANTED, UNREACHABLE, place);
  }

  /** {@code node0}, {@code node1} and so on, none of which can be reached. */
  static List<HostJob> nodes(int number) {
    return IntStream.range(0, number).mapToObj(i -> job("node" + i, Place.ANYWHERE)).toList();
  }

  static Place zone(String zone) {
    return new Place(false, Optional.of(zone), false);
  }

  /** Settings of a dry run whose hosts may take as long as they like. */
  static Rollout.Settings dryRun(int forks) {
    return new Rollout.Settings(forks, Duration.ofMinutes(5), true, plan -> List.of());
  }

  static List<String> names(List<HostJob> jobs) {
    return jobs.stream().map(HostJob::name).toList();
  }
}
