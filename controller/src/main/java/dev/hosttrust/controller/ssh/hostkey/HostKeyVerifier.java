// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.hostkey;

import dev.hosttrust.controller.ssh.HostKeyMode;
import dev.hosttrust.controller.ssh.HostKeyPolicy;
import dev.hosttrust.controller.ssh.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decides on host keys for the whole fleet. Thread-safe; reads each set of files once.
 *
 * <p>Without a known host key, whoever sits on the way can pose as the host, take the sudo password
 * and change what is trusted. So there is no way around this class for either library.
 */
public final class HostKeyVerifier {
  private final Map<List<Path>, KnownHosts> files = new ConcurrentHashMap<>();

  /** What known_hosts says about one host; ask it during one connection, then drop it. */
  public HostKeyCheck forTarget(Target target) {
    HostKeyPolicy policy = target.hostKeys();
    if (policy.mode() == HostKeyMode.OFF) {
      return new HostKeyCheck(this, target, KnownHostsView.EMPTY);
    }
    return new HostKeyCheck(this, target, view(target));
  }

  private KnownHostsView view(Target target) {
    KnownHosts all = known(target.hostKeys().files());
    String name = lookupName(target);
    Optional<String> bare =
        target.hostKeys().alias().isPresent() || target.port() == 22
            ? Optional.empty()
            : Optional.of(target.host().toLowerCase(Locale.ROOT));
    return new KnownHostsView(name, all.of(name), bare.map(all::of));
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

  /** Writes a key down once, however many connections show it at the same time. */
  HostKeyVerdict add(Target target, HostKey key) throws IOException {
    HostKeyPolicy policy = target.hostKeys();
    if (policy.userFiles().isEmpty()) {
      throw new IOException("there is no UserKnownHostsFile to add it to");
    }
    Path file = policy.userFiles().getFirst();
    synchronized (this) {
      HostKeyVerdict now = view(target).check(key);
      if (!(now instanceof HostKeyVerdict.Unknown unknown)) {
        return now;
      }
      KnownHostsWriter.append(file, unknown.line());
      KnownHost entry =
          KnownHost.parse(unknown.line(), file, 0)
              .orElseThrow(() -> new IOException("key type " + key.type() + " cannot be listed"));
      files.replaceAll((paths, known) -> paths.contains(file) ? known.with(entry) : known);
      return new HostKeyVerdict.Accepted(true);
    }
  }

  /** {@code host}, or {@code [host]:port} where the port is not 22, or the alias. */
  private static String lookupName(Target target) {
    String host = target.host().toLowerCase(Locale.ROOT);
    return target
        .hostKeys()
        .alias()
        .map(alias -> alias.toLowerCase(Locale.ROOT))
        .orElseGet(() -> target.port() == 22 ? host : "[" + host + "]:" + target.port());
  }
}
