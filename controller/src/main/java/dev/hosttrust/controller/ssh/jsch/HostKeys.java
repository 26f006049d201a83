// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.jsch;

import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import dev.hosttrust.controller.ssh.hostkey.HostKey;
import dev.hosttrust.controller.ssh.hostkey.HostKeyCheck;
import dev.hosttrust.controller.ssh.hostkey.HostKeyRefusedException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets JSch ask our host key check.
 *
 * <p>JSch verifies certificates itself (type, dates, names, signature, critical options) and only
 * wants to know the authorities and the revoked keys; where a certificate does not do, it asks
 * {@link #check} about the plain key.
 */
final class HostKeys implements HostKeyRepository {
  private final HostKeyCheck check;
  private final Runnable onKey;
  private volatile @Nullable HostKeyRefusedException refusal;
  private volatile boolean keyShown;

  /**
   * @param onKey is run when the host has shown its key; maybe more than once
   */
  HostKeys(HostKeyCheck check, Runnable onKey) {
    this.check = check;
    this.onKey = onKey;
  }

  /** Whether the key exchange came so far that the host has shown its key. */
  boolean isKeyShown() {
    return keyShown;
  }

  Optional<HostKeyRefusedException> refusal() {
    return Optional.ofNullable(refusal);
  }

  private void noteKey() {
    keyShown = true;
    onKey.run();
  }

  @Override
  public int check(String host, byte[] key) {
    noteKey();
    try {
      Optional<HostKey> parsed = HostKey.parse(key);
      if (parsed.isEmpty()) {
        return NOT_INCLUDED;
      }
      check.accept(parsed.get());
      return OK;
    } catch (HostKeyRefusedException e) {
      refusal = e;
      return CHANGED;
    }
  }

  @Override
  public com.jcraft.jsch.HostKey[] getHostKey() {
    noteKey(); // JSch asks for the authorities when it has a certificate
    return Stream.concat(
            check.authorities().stream().flatMap(key -> entry("@cert-authority", key)),
            check.revoked().stream().flatMap(key -> entry("@revoked", key)))
        .toArray(com.jcraft.jsch.HostKey[]::new);
  }

  @Override
  public com.jcraft.jsch.HostKey[] getHostKey(@Nullable String host, @Nullable String type) {
    return new com.jcraft.jsch.HostKey[0];
  }

  /** All entries are about this host already, hence the {@code *}. */
  private static Stream<com.jcraft.jsch.HostKey> entry(String marker, HostKey key) {
    try {
      return Stream.of(
          new com.jcraft.jsch.HostKey(
              marker, "*", com.jcraft.jsch.HostKey.GUESS, key.blob(), key.type()));
    } catch (JSchException | ArrayIndexOutOfBoundsException e) {
      return Stream.empty(); // a key type that JSch does not know
    }
  }

  @Override
  public String getKnownHostsRepositoryID() {
    return "known_hosts";
  }

  @Override
  public void add(com.jcraft.jsch.HostKey key, @Nullable UserInfo info) {
    throw new UnsupportedOperationException("keys are added by HostKeyVerifier");
  }

  @Override
  public void remove(@Nullable String host, @Nullable String type) {
    throw new UnsupportedOperationException("keys are never removed");
  }

  @Override
  public void remove(@Nullable String host, @Nullable String type, byte @Nullable [] key) {
    throw new UnsupportedOperationException("keys are never removed");
  }
}
