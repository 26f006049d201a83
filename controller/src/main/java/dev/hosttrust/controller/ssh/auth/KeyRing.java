// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.auth;

import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.hostkey.HostKey;
import dev.hosttrust.words.FileFaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All keys of the fleet, each read once. Thread-safe.
 *
 * <p>The order in which keys are offered is OpenSSH's: first those of the agent whose files are
 * configured, then the agent's others, then files that the agent does not have (ssh_config(5),
 * IdentityFile).
 */
public final class KeyRing {
  private final KeyDecoder decoder;
  private final PassphraseSource passphrases;
  private final Map<Path, Optional<FileKey>> files = new ConcurrentHashMap<>();
  private final Map<Path, String> problems = new ConcurrentHashMap<>();
  private final Map<Path, List<Signer>> agents = new ConcurrentHashMap<>();
  private final AtomicInteger prompts = new AtomicInteger();

  public KeyRing(KeyDecoder decoder, PassphraseSource passphrases) {
    this.decoder = decoder;
    this.passphrases = passphrases;
  }

  /** The keys to offer, in order. */
  public List<Signer> signers(Target.Keys keys) {
    List<FileKey> ours = keys.files().stream().map(this::file).flatMap(Optional::stream).toList();
    List<Signer> theirs = keys.agent().map(this::agent).orElse(List.of());
    List<Signer> first = new ArrayList<>();
    List<Signer> last = new ArrayList<>();
    for (FileKey file : ours) {
      // A key that shows its public half only after the passphrase is not asked for it here.
      Optional<Signer> held = held(theirs, file);
      held.ifPresentOrElse(first::add, () -> last.add(file));
    }
    if (!keys.only()) {
      theirs.stream().filter(key -> !first.contains(key)).forEach(first::add);
    }
    first.addAll(last);
    return List.copyOf(first);
  }

  /** Why some of the keys could not be used; for the message after a refused login. */
  public List<String> problems(Target.Keys keys) {
    List<String> found = new ArrayList<>();
    for (Path path : keys.files()) {
      Optional<FileKey> key = file(path);
      if (key.isPresent()) {
        key.get().problem().ifPresent(found::add);
      } else if (keys.explicit() || Files.exists(path)) {
        found.add(problems.getOrDefault(path, path + " cannot be read"));
      }
    }
    keys.agent().map(problems::get).ifPresent(found::add);
    return found;
  }

  /** Whether somebody is being asked for a passphrase, so that waiting is no failure. */
  public boolean isPrompting() {
    return prompts.get() > 0;
  }

  /**
   * What an agent calls one of its keys; empty if it has no such key, or does not answer.
   *
   * @param fingerprint {@code SHA256:...}
   */
  public static Optional<String> nameInAgent(Path socket, String fingerprint) {
    try {
      return new AgentClient(socket)
          .signers().stream()
              .filter(key -> key.publicKey().filter(b -> has(b, fingerprint)).isPresent())
              .map(Signer::name)
              .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The types of an agent's keys, as {@code ssh-ed25519}; none if it does not answer. */
  public static List<String> typesInAgent(Path socket) {
    try {
      return new AgentClient(socket)
          .signers().stream()
              .flatMap(key -> key.publicKey().stream())
              .flatMap(blob -> HostKey.parse(blob).stream())
              .map(HostKey::type)
              .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static boolean has(byte[] blob, String fingerprint) {
    return HostKey.parse(blob).filter(key -> key.fingerprint().equals(fingerprint)).isPresent();
  }

  private static Optional<Signer> held(List<Signer> theirs, FileKey file) {
    if (theirs.isEmpty()) {
      return Optional.empty();
    }
    return file.clearPublicKey()
        .flatMap(
            blob ->
                theirs.stream()
                    .filter(key -> key.publicKey().filter(b -> Arrays.equals(b, blob)).isPresent())
                    .findFirst());
  }

  private Optional<FileKey> file(Path path) {
    return files.computeIfAbsent(
        path,
        key -> {
          try {
            return Optional.of(FileKey.open(key, decoder, passphrases, prompts));
          } catch (NoSuchFileException e) {
            problems.put(key, key + " does not exist");
          } catch (IOException e) {
            problems.put(key, FileFaults.failure(key, e));
          }
          return Optional.empty();
        });
  }

  private List<Signer> agent(Path socket) {
    return agents.computeIfAbsent(
        socket,
        key -> {
          try {
            return new AgentClient(key).signers();
          } catch (IOException e) {
            problems.put(key, "no ssh-agent answers at " + key + " (SSH_AUTH_SOCK)");
            return List.of();
          }
        });
  }
}
