// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.run.ConnectionFlags;
import dev.hosttrust.controller.run.PasswordFlags;
import dev.hosttrust.controller.run.SshLibrary;
import dev.hosttrust.controller.ssh.config.LoginFlags;
import dev.hosttrust.controller.ssh.hostkey.HostKeyMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to log in. */
final class ConnectionOptions {
  /** What happens to a host key that is not known. */
  enum HostKeyChecking {
    STRICT,
    ACCEPT_NEW,
    OFF;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Common
  @Option(
      names = {"-u", "--user"},
      paramLabel = "USER",
      description =
          "Log in as this user. One that the inventory or ~/.ssh/config names comes first.")
  @Nullable String user;

  @Common
  @Option(
      names = {"--private-key", "--key-file"},
      paramLabel = "FILE",
      description = "Log in with this key. One that the inventory names comes first.")
  @Nullable String privateKey;

  @Common
  @Option(
      names = {"-k", "--ask-pass"},
      description = "Ask for the login password.")
  boolean askPassword;

  @Option(
      names = {"--connection-password-file", "--conn-pass-file"},
      paramLabel = "FILE",
      description = "Read the login password from the first line of this file.")
  @Nullable String passwordFile;

  @Option(
      names = {"-T", "--timeout"},
      paramLabel = "SECONDS",
      description =
          "Longest wait for a connection, or look at a server of rotate; the login after it has a"
              + " minute."
              + " Default: ConnectTimeout, or 10.")
  @Nullable Integer timeout;

  @Option(
      names = "--retries",
      paramLabel = "N",
      description =
          "Connect up to N times more, after longer and longer pauses, where a connection is"
              + " refused, dropped or too slow; never where a password, key or host key is refused."
              + " Default: ${DEFAULT-VALUE}.")
  int retries;

  @Option(
      names = {"-F", "--ssh-config"},
      paramLabel = "FILE",
      description = "Read this file in place of ~/.ssh/config; 'none' reads none.")
  @Nullable String sshConfig;

  @Option(
      names = "--host-key-checking",
      paramLabel = "MODE",
      description =
          "strict: unknown host keys are refused and listed (default). accept-new: unknown ones are"
              + " added to known_hosts, changed ones refused. off: any key is taken.")
  @Nullable HostKeyChecking hostKeyChecking;

  @Option(
      names = "--skip-unknown-hosts",
      description =
          "Roll out to the others where some hosts have unknown host keys. Default: then no host is"
              + " changed, and the keys are listed.")
  boolean skipUnknownHosts;

  @Option(
      names = "--transport",
      paramLabel = "WHAT",
      description =
          "What speaks SSH: the libraries jsch or sshd, or openssh, this machine's own ssh. auto:"
              + " jsch, but openssh for hosts whose SSH configuration asks for what only that can"
              + " do. Default: ${DEFAULT-VALUE}.")
  SshLibrary transport = SshLibrary.AUTO;

  ConnectionFlags flags() {
    return new ConnectionFlags(
        new LoginFlags(user, privateKey, timeout, hostKeyMode(hostKeyChecking), sshConfig),
        new PasswordFlags(askPassword, passwordFile),
        transport,
        retries,
        skipUnknownHosts);
  }

  private static @Nullable HostKeyMode hostKeyMode(@Nullable HostKeyChecking flag) {
    return switch (flag) {
      case null -> null;
      case STRICT -> HostKeyMode.STRICT;
      case ACCEPT_NEW -> HostKeyMode.ACCEPT_NEW;
      case OFF -> HostKeyMode.OFF;
    };
  }
}
