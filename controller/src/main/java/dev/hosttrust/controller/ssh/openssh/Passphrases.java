// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.openssh;

import dev.hosttrust.controller.ssh.auth.FileKey;
import dev.hosttrust.controller.ssh.auth.PassphraseSource;
import dev.hosttrust.words.Secret;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The passphrases of the fleet's key files, each asked for once, however many hosts take the key.
 * Thread-safe.
 */
final class Passphrases {
  private final PassphraseSource source;
  private final Map<Path, Entry> entries = new ConcurrentHashMap<>();
  private final AtomicInteger prompts = new AtomicInteger();

  Passphrases(PassphraseSource source) {
    this.source = source;
  }

  private static final class Entry {
    int asked;
    @Nullable Secret secret;
    @Nullable String problem;
  }

  /**
   * A passphrase to try.
   *
   * @param refused the one that ssh was given before, and which was wrong; null at first
   * @return empty to give the key up
   */
  Optional<Secret> get(Path file, @Nullable Secret refused) {
    Entry entry = entries.computeIfAbsent(file, key -> new Entry());
    synchronized (entry) {
      if (entry.secret != null && (refused == null || !entry.secret.equals(refused))) {
        return Optional.of(entry.secret);
      }
      if (entry.problem == null) {
        ask(file, entry);
      }
      return Optional.ofNullable(entry.secret);
    }
  }

  private void ask(Path file, Entry entry) {
    entry.secret = null;
    if (entry.asked == FileKey.ATTEMPTS) {
      entry.problem = "the passphrase of %s was wrong %d times".formatted(file, FileKey.ATTEMPTS);
      return;
    }
    entry.asked++;
    prompts.incrementAndGet();
    try {
      entry.secret = source.passphrase(file, entry.asked).orElse(null);
    } finally {
      prompts.decrementAndGet();
    }
    if (entry.secret == null) {
      entry.problem = file + " needs a passphrase: load it with ssh-add, or run from a terminal";
    }
  }

  /** Why a key is of no use, if so. */
  Optional<String> problem(Path file) {
    Entry entry = entries.get(file);
    if (entry == null) {
      return Optional.empty();
    }
    synchronized (entry) {
      return Optional.ofNullable(entry.problem);
    }
  }

  /** Whether somebody is being asked, so that waiting is no failure. */
  boolean isPrompting() {
    return prompts.get() > 0;
  }
}
