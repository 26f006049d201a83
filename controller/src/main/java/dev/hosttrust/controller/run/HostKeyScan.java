// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.report.SeenHostKey;
import dev.hosttrust.controller.report.SeenHostKey.Status;
import dev.hosttrust.controller.rollout.Stop;
import dev.hosttrust.controller.ssh.Connection;
import dev.hosttrust.controller.ssh.SshCommandLine;
import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.Transport;
import dev.hosttrust.controller.ssh.hostkey.HostKey;
import dev.hosttrust.controller.ssh.hostkey.HostKeyCheck;
import dev.hosttrust.controller.ssh.hostkey.HostKeyMode;
import dev.hosttrust.controller.ssh.hostkey.HostKeyPolicy;
import dev.hosttrust.controller.ssh.hostkey.HostKeyRefusedException;
import dev.hosttrust.controller.ssh.hostkey.HostKeyVerdict;
import dev.hosttrust.controller.ssh.hostkey.HostKeyVerifier;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the keys that hosts show, as ssh-keyscan(1) does: the connection ends before the login.
 * Jump hosts on the way are logged in to, so their keys must be known. For one thread, which lets
 * others look.
 */
final class HostKeyScan {
  private final Transport transport;
  private final HostKeyVerifier hostKeys;
  private final int forks;

  /**
   * @param forks how many hosts at once
   */
  HostKeyScan(Transport transport, HostKeyVerifier hostKeys, int forks) {
    this.transport = transport;
    this.hostKeys = hostKeys;
    this.forks = Math.max(1, forks);
  }

  /** Whether whatever key the host shows is unknown, and is refused for that. */
  boolean isStranger(Target target) {
    try {
      return target.hostKeys().mode() == HostKeyMode.STRICT && check(target).isOfStranger();
    } catch (UncheckedIOException e) {
      return false; // a file that cannot be read fails the host itself
    }
  }

  /**
   * Looks at all hosts; the answers are in their order.
   *
   * @param stop ends it: no other host is looked at, and those that are looked at are given up
   * @param progress is told how many were looked at so far, by any thread
   */
  List<SeenHostKey> look(List<Target> targets, Stop stop, IntConsumer progress)
      throws InterruptedException {
    AtomicInteger looked = new AtomicInteger();
    Semaphore turns = new Semaphore(forks);
    List<@Nullable SeenHostKey> seen = new ArrayList<>();
    Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    stop.onRequest(() -> threads.forEach(Thread::interrupt));
    for (int i = 0; i < targets.size(); i++) {
      seen.add(null);
    }
    for (int i = 0; i < targets.size(); i++) {
      int place = i;
      turns.acquire();
      if (stop.requested()) {
        break;
      }
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      SeenHostKey one = look(targets.get(place));
                      synchronized (seen) {
                        seen.set(place, one);
                      }
                      progress.accept(looked.incrementAndGet());
                    } finally {
                      turns.release();
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    synchronized (seen) {
      return IntStream.range(0, targets.size())
          .mapToObj(i -> Objects.requireNonNullElseGet(seen.get(i), () -> notSeen(targets.get(i))))
          .toList();
    }
  }

  private static SeenHostKey notSeen(Target target) {
    return failed(target, target.address(), "interrupted before it was looked at");
  }

  /**
   * Writes a key down, where the configuration of the host says.
   *
   * @return whether there is such a file
   */
  boolean write(Target target, HostKey key) {
    HostKeyPolicy policy = target.hostKeys().in(HostKeyMode.ACCEPT_NEW);
    try {
      hostKeys.forHost(target.host(), target.port(), policy).accept(key);
      return true;
    } catch (HostKeyRefusedException e) {
      return false;
    }
  }

  /** How many keys were written to which file since this was asked last. */
  Map<Path, Integer> written() {
    return hostKeys.written();
  }

  private HostKeyCheck check(Target target) {
    return hostKeys.forHost(target.host(), target.port(), target.hostKeys());
  }

  private SeenHostKey look(Target target) {
    HostKeyCheck check;
    try {
      check = check(target);
    } catch (UncheckedIOException e) {
      return failed(
          target,
          target.address(),
          String.valueOf(e.getMessage()).replaceFirst("^java[.\\w]*: ", ""));
    }
    if (target.hostKeys().mode() == HostKeyMode.OFF) {
      return SeenHostKey.of(target.name(), check.name(), Status.UNCHECKED);
    }
    if (!check.authorities().isEmpty()) {
      return SeenHostKey.of(target.name(), check.name(), Status.KNOWN); // the login checks it
    }
    try (Connection _ = transport.connect(toLookAt(target, check))) {
      return SeenHostKey.of(target.name(), check.name(), Status.KNOWN);
    } catch (ShellException e) {
      return refused(e)
          .flatMap(v -> SeenHostKey.of(target.name(), check.name(), v, e.getMessage()))
          .orElseGet(() -> failed(target, check.name(), e.getMessage()));
    } catch (RuntimeException e) {
      return failed(target, check.name(), "internal error: " + e);
    }
  }

  /** The same host, whose key is refused in any case. */
  private static Target toLookAt(Target target, HostKeyCheck check) {
    if (check.isOfStranger()) {
      HostKeyPolicy strict = target.hostKeys().in(HostKeyMode.STRICT);
      return target.looked(strict, target.jumps());
    }
    Target looked = target.looked(target.hostKeys().in(HostKeyMode.LOOK), target.jumps());
    return target
        .ssh()
        .map(line -> looked.by(knowingNobody(line, check), looked.jumps()))
        .orElse(looked);
  }

  /** ssh reads its own configuration, and would log in where it knows the key. */
  private static SshCommandLine knowingNobody(SshCommandLine line, HostKeyCheck check) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "-oUserKnownHostsFile=/dev/null",
                "-oGlobalKnownHostsFile=/dev/null",
                "-oHostKeyAlgorithms=^" + String.join(",", algorithms(check))));
    words.addAll(line.words());
    return new SshCommandLine(words, line.destination(), line.ownKeyExchanges(), line.direct());
  }

  /** RFC 8332: one RSA key, several signature algorithms. */
  private static List<String> algorithms(HostKeyCheck check) {
    return check.types().stream()
        .flatMap(
            type ->
                type.equals("ssh-rsa")
                    ? Stream.of("rsa-sha2-512", "rsa-sha2-256")
                    : Stream.of(type))
        .toList();
  }

  private static SeenHostKey failed(Target target, String name, String reason) {
    return SeenHostKey.unseen(target.name(), name, reason);
  }

  private static Optional<HostKeyVerdict> refused(ShellException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof HostKeyRefusedException refused) {
        return Optional.of(refused.verdict());
      }
    }
    return Optional.empty();
  }
}
