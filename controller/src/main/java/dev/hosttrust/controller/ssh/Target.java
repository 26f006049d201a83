// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import dev.hosttrust.controller.ssh.hostkey.HostKeyPolicy;
import dev.hosttrust.words.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One host and everything that is needed to log in to it; no file is read and no name resolved
 * after this.
 *
 * @param name what the operator calls the host: the inventory name; jump hosts have their address
 * @param host host name or address to connect to
 * @param port TCP port, 1 to 65535
 * @param user login name on the host
 * @param keys which keys are offered
 * @param password answers password and keyboard-interactive logins; an empty one counts as absent
 * @param hostKeys how the host's own key is checked
 * @param jumps {@code ProxyJump}: the hosts to go through, nearest to us first; they have no jumps
 *     themselves
 * @param timing limits on waiting
 * @param ssh how the machine's own ssh is called for it; empty where all that it needs is above
 */
public record Target(
    String name,
    String host,
    int port,
    String user,
    Keys keys,
    Optional<Secret> password,
    HostKeyPolicy hostKeys,
    List<Target> jumps,
    Timing timing,
    Optional<SshCommandLine> ssh) {

  /** A host that each transport can reach. */
  public Target(
      String name,
      String host,
      int port,
      String user,
      Keys keys,
      Optional<Secret> password,
      HostKeyPolicy hostKeys,
      List<Target> jumps,
      Timing timing) {
    this(name, host, port, user, keys, password, hostKeys, jumps, timing, Optional.empty());
  }

  /**
   * Private keys to log in with.
   *
   * @param files key files, in order; ones that are missing are passed over
   * @param explicit whether the operator named the files, so that one that is missing or cannot be
   *     read is worth a word
   * @param only {@code IdentitiesOnly}: from the agent, use only keys whose file is among {@code
   *     files}
   * @param agent socket of the ssh-agent; empty where none is used
   */
  public record Keys(List<Path> files, boolean explicit, boolean only, Optional<Path> agent) {
    public Keys {
      files = List.copyOf(files);
    }
  }

  /**
   * Limits on waiting.
   *
   * @param connect for TCP, key exchange and login together
   * @param keepAlive pause between two signs of life; zero for none
   * @param missed how many unanswered ones mean that the connection is lost
   */
  public record Timing(Duration connect, Duration keepAlive, int missed) {
    /** 10 s to connect; a sign of life every 15 s, three missed ones are the end. */
    public static final Timing DEFAULT =
        new Timing(Duration.ofSeconds(10), Duration.ofSeconds(15), 3);

    public Timing {
      if (connect.isNegative() || connect.isZero() || keepAlive.isNegative() || missed < 1) {
        throw new IllegalArgumentException("connect, keepAlive and missed must be positive");
      }
    }
  }

  public Target {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
    }
    if (jumps.stream().anyMatch(jump -> !jump.jumps().isEmpty())) {
      throw new IllegalArgumentException("a jump host has no jump hosts of its own");
    }
    jumps = List.copyOf(jumps);
    password = password.filter(secret -> !secret.isEmpty());
  }

  /** The same host, reached by ssh. */
  public Target by(SshCommandLine commandLine) {
    return by(commandLine, jumps);
  }

  /**
   * The same host, reached by ssh.
   *
   * @param way the jump hosts that are logged in to one after the other; none where ssh goes
   *     through them by itself
   */
  public Target by(SshCommandLine commandLine, List<Target> way) {
    return new Target(
        name, host, port, user, keys, password, hostKeys, way, timing, Optional.of(commandLine));
  }

  /** The same host with another check of its key, through other jump hosts. */
  public Target looked(HostKeyPolicy policy, List<Target> way) {
    return new Target(name, host, port, user, keys, password, policy, way, timing, ssh);
  }

  /** {@code host:port}, with the address of IPv6 in brackets. */
  public String address() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /** {@code user@host:port}, for messages. */
  public String login() {
    return user + "@" + address();
  }
}
