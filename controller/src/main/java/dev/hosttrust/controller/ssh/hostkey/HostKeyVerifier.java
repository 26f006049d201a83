// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.hostkey;

import dev.hosttrust.controller.ssh.algorithms.Algorithms;
import dev.hosttrust.words.FileFaults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decides on host keys for the whole fleet. Thread-safe; reads each set of files once.
 *
 * <p>Without a known host key, whoever sits on the way can pose as the host, take the sudo password
 * and change what is trusted. So there is no way around this class for either library.
 */
public final class HostKeyVerifier {
  private final Map<List<Path>, KnownHosts> files = new ConcurrentHashMap<>();
  private final Set<String> notWritten = ConcurrentHashMap.newKeySet();
  private final Map<Path, Integer> written = new LinkedHashMap<>(); // guarded by this

  /**
   * A host as it is looked up.
   *
   * @param host name or address to connect to
   * @param port TCP port
   * @param policy how its key is checked
   */
  record Server(String host, int port, HostKeyPolicy policy) {
    /** {@code host}, or {@code [host]:port} where the port is not 22, or the alias. */
    String name() {
      return policy
          .alias()
          .map(alias -> alias.toLowerCase(Locale.ROOT))
          .orElseGet(() -> port == 22 ? lowerCaseHost() : "[" + lowerCaseHost() + "]:" + port);
    }

    /** The host without its port, where {@link #name} has it. */
    Optional<String> bareName() {
      return policy.alias().isPresent() || port == 22
          ? Optional.empty()
          : Optional.of(lowerCaseHost());
    }

    private String lowerCaseHost() {
      return host.toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What known_hosts says about one host; ask it during one connection, then drop it.
   *
   * @param host name or address to connect to
   * @param port TCP port
   * @param policy how its key is checked
   */
  public HostKeyCheck forHost(String host, int port, HostKeyPolicy policy) {
    return forHost(host, port, policy, Algorithms.USUAL);
  }

  /**
   * The same where the configuration says which algorithms may be used.
   *
   * @param algorithms of host keys, with the least size of RSA keys
   */
  public HostKeyCheck forHost(String host, int port, HostKeyPolicy policy, Algorithms algorithms) {
    Server server = new Server(host, port, policy);
    KnownHostsView view = policy.mode() == HostKeyMode.OFF ? KnownHostsView.EMPTY : view(server);
    return new HostKeyCheck(this, server, view, algorithms);
  }

  private KnownHostsView view(Server server) {
    KnownHosts all = known(server.policy().files());
    return new KnownHostsView(server.name(), all.of(server.name()), server.bareName().map(all::of));
  }

  private KnownHosts known(List<Path> paths) {
    return files.computeIfAbsent(
        paths,
        key -> {
          try {
            return KnownHosts.read(key);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** Why keys that were taken on could not be written down, each reason once. */
  public List<String> notWritten() {
    return notWritten.stream().sorted().toList();
  }

  /** How many keys were written to which file since this was asked last. */
  public synchronized Map<Path, Integer> written() {
    Map<Path, Integer> now = new LinkedHashMap<>(written);
    written.clear();
    return now;
  }

  /** Writes a key down once, however many connections show it at the same time. */
  HostKeyVerdict add(Server server, HostKey key) throws IOException {
    HostKeyPolicy policy = server.policy();
    if (policy.userFiles().isEmpty()) {
      throw new IOException("there is no UserKnownHostsFile to add it to");
    }
    Path file = policy.userFiles().getFirst();
    synchronized (this) {
      HostKeyVerdict now = view(server).check(key);
      if (!(now instanceof HostKeyVerdict.Unknown unknown)) {
        return now;
      }
      try {
        if (KnownHostsWriter.append(
            file, policy.hashed() ? unknown.hashedLine() : unknown.line())) {
          written.merge(file, 1, Integer::sum);
        }
      } catch (IOException e) {
        notWritten.add(FileFaults.failure(e)); // as with ssh, the host is taken nevertheless
      }
      KnownHost entry =
          KnownHost.parse(unknown.line(), file, 0)
              .orElseThrow(() -> new IOException("key type " + key.type() + " cannot be listed"));
      files.replaceAll((paths, known) -> paths.contains(file) ? known.with(entry) : known);
      return new HostKeyVerdict.Accepted(true);
    }
  }
}
