package dev.hosttrust.controller.ssh.config;

import dev.hosttrust.controller.ssh.HostKeyMode;
import dev.hosttrust.controller.ssh.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What flags and inventory variables say about a connection; it goes before ssh_config.
 *
 * @param host {@code ansible_host}; otherwise the inventory name is the host
 * @param port {@code ansible_port}
 * @param user {@code ansible_user} or {@code -u}
 * @param identityFiles {@code ansible_ssh_private_key_file} or {@code --private-key}
 * @param password {@code ansible_password} or {@code -k}
 * @param proxyJump {@code -J} as in ssh(1), {@code none} included
 * @param hostKeyMode {@code --host-key-checking}
 * @param connectTimeout {@code --timeout}
 */
public record ConnectionSettings(
    Optional<String> host,
    Optional<Integer> port,
    Optional<String> user,
    List<Path> identityFiles,
    Optional<Secret> password,
    Optional<String> proxyJump,
    Optional<HostKeyMode> hostKeyMode,
    Optional<Duration> connectTimeout) {

  /** Nothing is said. */
  public static final ConnectionSettings NONE =
      new ConnectionSettings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public ConnectionSettings {
    identityFiles = List.copyOf(identityFiles);
  }
}
