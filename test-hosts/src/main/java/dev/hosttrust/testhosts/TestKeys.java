// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Key pairs made for this JVM by the real ssh-keygen, in a directory that goes when the JVM ends.
 *
 * <p>Safe for use by several threads.
 */
public final class TestKeys {
  /** The passphrase of the keys that have one. */
  public static final String PASSPHRASE = "pass phrase";

  private final Path directory;
  private final Map<KeyType, SshKey> plain = new EnumMap<>(KeyType.class);
  private int count;

  private TestKeys() {
    directory = TempDirectories.create("keys");
    for (KeyType type : KeyType.values()) {
      plain.put(type, generate(type));
    }
  }

  private static final class Holder {
    static final TestKeys SHARED = new TestKeys();
  }

  /** The keys that every account of every host accepts. */
  public static TestKeys shared() {
    return Holder.SHARED;
  }

  /** The accepted key of a type, without a passphrase. */
  public SshKey plain(KeyType type) {
    return Optional.ofNullable(plain.get(type)).orElseThrow();
  }

  /** The same key as {@link #plain}, in a file of its own under {@link #PASSPHRASE}. */
  public SshKey encrypted(KeyType type) {
    return rewritten(type, PASSPHRASE, "RFC4716");
  }

  /**
   * The same key as {@link #plain}, in a file of another format.
   *
   * @param passphrase the file's passphrase, or nothing
   * @param format {@code RFC4716} (OpenSSH's own), {@code PEM} or {@code PKCS8}; Ed25519 keys only
   *     have the first
   */
  public SshKey rewritten(KeyType type, String passphrase, String format) {
    SshKey original = plain(type);
    Path copy = nextPath(type);
    try {
      Files.copy(original.path(), copy, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
      Files.copy(publicPath(original.path()), publicPath(copy));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LocalProcess.run(
        "ssh-keygen", "-q", "-p", "-P", "", "-N", passphrase, "-m", format, "-f", copy.toString());
    return new SshKey(
        copy,
        original.publicLine(),
        passphrase.isEmpty() ? Optional.empty() : Optional.of(passphrase));
  }

  /** Makes another key pair, which no host knows. */
  public SshKey generate(KeyType type) {
    Path path = nextPath(type);
    LocalProcess.run(
        "ssh-keygen",
        "-q",
        "-t",
        type.keygenName(),
        "-N",
        "",
        "-C",
        "test " + type.keygenName(),
        "-f",
        path.toString());
    try {
      return new SshKey(path, Files.readString(publicPath(path)).strip(), Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of an {@code authorized_keys} file that let all of {@link #plain} in. */
  String authorizedKeys() {
    return plain.values().stream().map(SshKey::publicLine).collect(Collectors.joining("\n"));
  }

  private synchronized Path nextPath(KeyType type) {
    count++;
    return directory.resolve("id_" + type.keygenName() + "_" + count);
  }

  private static Path publicPath(Path privatePath) {
    return Path.of(privatePath + ".pub");
  }
}
