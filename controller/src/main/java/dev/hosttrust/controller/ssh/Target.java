// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import dev.hosttrust.controller.ssh.algorithms.Algorithms;
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
 * @param algorithms what a library may use; ssh reads its own configuration
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
    Algorithms algorithms,
    Optional<SshCommandLine> ssh) {

  /** A host that each transport can reach, with the usual algorithms. */
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
    this(
        name,
        host,
        port,
        user,
        keys,
        password,
        hostKeys,
        jumps,
        timing,
        Algorithms.USUAL,
        Optional.empty());
  }

  /**
   * Private keys to log in with.
   *
   * @param files key files, in order; ones that are missing are passed over
   * @param explicit whether the operator named the files, so that one that is missing or cannot be
   *     read is worth a word
   * @param certificates {@code CertificateFile}: certificates for them; where there are none, those
   *     count that lie beside the files, as {@code NAME-cert.pub}
   * @param only {@code IdentitiesOnly}: from the agent, use only keys whose file is among {@code
   *     files}
   * @param agent socket of the ssh-agent; empty where none is used
   */
  public record Keys(
      List<Path> files,
      boolean explicit,
      List<Path> certificates,
      boolean only,
      Optional<Path> agent) {
    public Keys {
      files = List.copyOf(files);
      certificates = List.copyOf(certificates);
    }

    /** Keys without certificates of their own. */
    public Keys(List<Path> files, boolean explicit, boolean only, Optional<Path> agent) {
      this(files, explicit, List.of(), only, agent);
    }
  }

  /**
   * Limits on waiting.
   *
   * @param connect for TCP and key exchange; each address of a name has it
   * @param login for the authentication after that
   * @param keepAlive pause between two signs of life; zero for none
   * @param missed how many unanswered ones mean that the connection is lost
   */
  public record Timing(Duration connect, Duration login, Duration keepAlive, int missed) {
    /** As long as a person has to confirm a login on a telephone, by Duo's default. */
    private static final Duration LONGEST_LOGIN = Duration.ofSeconds(60);

    /** 10 s to connect; a sign of life every 15 s, three missed ones are the end. */
    public static final Timing DEFAULT =
        new Timing(Duration.ofSeconds(10), Duration.ofSeconds(15), 3);

    public Timing {
      if (!connect.isPositive() || !login.isPositive() || keepAlive.isNegative() || missed < 1) {
        throw new IllegalArgumentException("connect, login, keepAlive, missed must be positive");
      }
    }

    /** A login may take a minute, or as long as the connection if that is longer. */
    public Timing(Duration connect, Duration keepAlive, int missed) {
      this(
          connect,
          connect.compareTo(LONGEST_LOGIN) > 0 ? connect : LONGEST_LOGIN,
          keepAlive,
          missed);
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
        name,
        host,
        port,
        user,
        keys,
        password,
        hostKeys,
        way,
        timing,
        algorithms,
        Optional.of(commandLine));
  }

  /** The same host with another check of its key, through other jump hosts. */
  public Target looked(HostKeyPolicy policy, List<Target> way) {
    return new Target(name, host, port, user, keys, password, policy, way, timing, algorithms, ssh);
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
