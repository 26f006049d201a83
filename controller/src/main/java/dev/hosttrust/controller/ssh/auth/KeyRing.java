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
 * <p>The order in which keys are offered is OpenSSH's: first the certificates that CertificateFile
 * names, then the agent's keys whose files are configured, then the agent's others, then files that
 * the agent does not have, each with the certificate beside it ({@code pubkey_prepare} in
 * sshconnect2.c).
 */
public final class KeyRing {
  private final KeyDecoder decoder;
  private final PassphraseSource passphrases;
  private final Map<Path, Optional<Signer>> files = new ConcurrentHashMap<>();
  private final Map<Path, String> problems = new ConcurrentHashMap<>();
  private final Map<Path, List<Signer>> agents = new ConcurrentHashMap<>();
  private final AtomicInteger prompts = new AtomicInteger();

  public KeyRing(KeyDecoder decoder, PassphraseSource passphrases) {
    this.decoder = decoder;
    this.passphrases = passphrases;
  }

  /** The keys to offer, in order. */
  public List<Signer> signers(Target.Keys keys) {
    List<Signer> theirs = keys.agent().map(this::agent).orElse(List.of());
    List<Signer> first = new ArrayList<>();
    List<Signer> last = new ArrayList<>();
    List<Signer> plain = new ArrayList<>();
    for (Path path : keys.files()) {
      Optional<Signer> file = file(path);
      file.ifPresent(plain::add);
      // A key that shows its public half only after the passphrase is not asked for it here.
      Optional<Signer> held = file.flatMap(KeyRing::clearPublicKey).flatMap(b -> with(theirs, b));
      held.ifPresentOrElse(first::add, () -> file.ifPresent(last::add));
      if (keys.certificates().isEmpty()) {
        Path beside = PublicKeyFile.beside(path, "-cert.pub");
        certified(beside, theirs, file.stream().toList())
            .ifPresent(key -> (theirs.contains(key) ? first : last).add(key));
      }
    }
    if (!keys.only()) {
      theirs.stream().filter(key -> !first.contains(key)).forEach(first::add);
    }
    List<Signer> all = new ArrayList<>();
    keys.certificates().forEach(file -> certified(file, theirs, plain).ifPresent(all::add));
    first.stream().filter(key -> !all.contains(key)).forEach(all::add);
    all.addAll(last);
    return List.copyOf(all);
  }

  /** The certificate of a file with the key for it, the agent's before the ones of files. */
  private static Optional<Signer> certified(Path file, List<Signer> theirs, List<Signer> plain) {
    Optional<byte[]> certificate = PublicKeyFile.read(file);
    Optional<byte[]> key = certificate.flatMap(UserCertificate::key);
    if (key.isEmpty()) {
      return Optional.empty();
    }
    return with(theirs, certificate.get())
        .or(
            () ->
                with(theirs, key.get())
                    .or(() -> with(plain, key.get()))
                    .map(signer -> new CertifiedKey(file.toString(), certificate.get(), signer)));
  }

  /** Why some of the keys could not be used; for the message after a refused login. */
  public List<String> problems(Target.Keys keys) {
    List<String> found = new ArrayList<>();
    for (Path path : keys.files()) {
      Optional<Signer> key = file(path);
      if (key.isPresent()) {
        problem(key.get(), keys).ifPresent(found::add);
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

  /** The keys of an agent; none if it does not answer. */
  public static List<HostKey> inAgent(Path socket) {
    try {
      return new AgentClient(socket)
          .signers().stream()
              .flatMap(key -> key.publicKey().stream())
              .flatMap(blob -> HostKey.parse(blob).stream())
              .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** The key of a public key file; empty if there is no such file, or it is something else. */
  public static Optional<HostKey> publicKey(Path file) {
    return PublicKeyFile.read(file).flatMap(HostKey::parse);
  }

  private static boolean has(byte[] blob, String fingerprint) {
    return HostKey.parse(blob).filter(key -> key.fingerprint().equals(fingerprint)).isPresent();
  }

  private Optional<String> problem(Signer key, Target.Keys keys) {
    return switch (key) {
      case FileKey file -> file.problem();
      case PublicHalf half
          when with(keys.agent().map(this::agent).orElse(List.of()), half.blob()).isEmpty() ->
          Optional.of(half.problem());
      default -> Optional.empty();
    };
  }

  /** The public half as far as it can be seen without a passphrase. */
  private static Optional<byte[]> clearPublicKey(Signer key) {
    return key instanceof FileKey file ? file.clearPublicKey() : key.publicKey();
  }

  private static Optional<Signer> with(List<Signer> keys, byte[] blob) {
    return keys.stream()
        .filter(key -> clearPublicKey(key).filter(b -> Arrays.equals(b, blob)).isPresent())
        .findFirst();
  }

  private Optional<Signer> file(Path path) {
    return files.computeIfAbsent(
        path,
        key -> {
          Path publicFile = Files.exists(key) ? key : PublicKeyFile.beside(key, ".pub");
          Optional<byte[]> publicHalf = PublicKeyFile.read(publicFile);
          if (publicHalf.isPresent()) {
            return Optional.of(new PublicHalf(key, publicHalf.get()));
          }
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
