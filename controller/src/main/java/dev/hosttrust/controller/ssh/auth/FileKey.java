// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.auth;

import dev.hosttrust.words.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A key file, decoded when its private half is first needed and then kept for the whole fleet, so
 * that the passphrase is asked for once, and only if a host would take the key.
 */
public final class FileKey implements Signer {
  /** How often a passphrase may be mistyped, as with ssh. */
  public static final int ATTEMPTS = 3;

  private final Path file;
  private final KeyText text;
  private final KeyDecoder decoder;
  private final PassphraseSource passphrases;
  private final AtomicInteger prompts;
  private final Optional<byte[]> clearPublicKey;
  private @Nullable Signer decoded;
  private @Nullable String problem;

  private FileKey(
      Path file,
      KeyText text,
      KeyDecoder decoder,
      PassphraseSource passphrases,
      AtomicInteger prompts) {
    this.file = file;
    this.text = text;
    this.decoder = decoder;
    this.passphrases = passphrases;
    this.prompts = prompts;
    this.clearPublicKey = text.publicKey(file);
  }

  /**
   * Reads the file, but does not decode it.
   *
   * @param prompts counts the prompts that are open
   */
  static FileKey open(
      Path file, KeyDecoder decoder, PassphraseSource passphrases, AtomicInteger prompts)
      throws IOException {
    return new FileKey(file, new KeyText(Files.readAllBytes(file)), decoder, passphrases, prompts);
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public Optional<byte[]> publicKey() {
    if (clearPublicKey.isPresent()) {
      return clearPublicKey;
    }
    try {
      return decoded().publicKey();
    } catch (IOException e) {
      return Optional.empty(); // the problem is kept for the report
    }
  }

  @Override
  public byte[] sign(byte[] data, String algorithm) throws IOException {
    return decoded().sign(data, algorithm);
  }

  /** The public half as far as it can be seen without the passphrase. */
  Optional<byte[]> clearPublicKey() {
    return clearPublicKey;
  }

  /** Why the key is of no use, if so. */
  synchronized Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  private synchronized Signer decoded() throws IOException {
    if (decoded != null) {
      return decoded;
    }
    if (problem != null) {
      throw new IOException(problem);
    }
    try {
      Signer signer = text.isEncrypted() ? unlock() : decode(Optional.empty());
      decoded = signer;
      return signer;
    } catch (IOException e) {
      problem = String.valueOf(e.getMessage());
      throw e;
    }
  }

  private Signer unlock() throws IOException {
    prompts.incrementAndGet();
    try {
      for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
        Optional<Secret> passphrase = passphrases.passphrase(file, attempt);
        if (passphrase.isEmpty()) {
          throw new IOException(
              file + " needs a passphrase: load it with ssh-add, or run from a terminal");
        }
        try {
          return decode(passphrase);
        } catch (IOException e) {
          // wrong, as it seems: ask again
        }
      }
      throw new IOException("the passphrase of " + file + " was wrong " + ATTEMPTS + " times");
    } finally {
      prompts.decrementAndGet();
    }
  }

  private Signer decode(Optional<Secret> passphrase) throws IOException {
    try {
      return decoder.decode(name(), text.content(), passphrase);
    } catch (IOException e) {
      throw new IOException(file + " cannot be read as a private key: " + e.getMessage(), e);
    }
  }
}
