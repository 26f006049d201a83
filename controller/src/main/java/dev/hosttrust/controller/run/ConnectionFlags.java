// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.ssh.config.LoginFlags;
import dev.hosttrust.words.BoundedFile;
import dev.hosttrust.words.ProblemsException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the command line says about logging in.
 *
 * @param login settings of SSH; a timeout below 1 is a problem that {@link #checkedLogin} tells
 * @param password of the user who logs in
 * @param library which SSH library is used
 * @param retries how often to connect once more where a host cannot be reached; a negative number
 *     is a problem, too
 * @param skipUnknownHosts whether a rollout goes on without hosts whose host key is unknown
 */
public record ConnectionFlags(
    LoginFlags login,
    PasswordFlags password,
    SshLibrary library,
    int retries,
    boolean skipUnknownHosts) {

  /**
   * The settings of SSH, without what cannot be used, which goes into the findings.
   *
   * @throws ProblemsException if a file is a device or a named pipe, on which its reader would wait
   *     forever
   */
  LoginFlags checkedLogin(Environment environment, FleetFindings findings) {
    if (retries < 0) {
      findings.common().problem("--retries %d: must be 0 or more".formatted(retries));
    }
    Stream.of(Optional.ofNullable(login.privateKeyFile()), sshConfig())
        .flatMap(Optional::stream)
        .map(environment::path)
        .forEach(file -> checkKind(file, findings));
    Integer timeout = login.connectTimeoutSeconds();
    if (timeout == null || timeout >= 1) {
      return login;
    }
    findings.common().problem("--timeout %d: must be 1 or more seconds".formatted(timeout));
    return new LoginFlags(
        login.user(), login.privateKeyFile(), null, login.hostKeys(), login.configFile());
  }

  private Optional<String> sshConfig() {
    return Optional.ofNullable(login.configFile()).filter(file -> !file.equalsIgnoreCase("none"));
  }

  private static void checkKind(Path file, FleetFindings findings) {
    try {
      BoundedFile.checkKind(file);
    } catch (ProblemsException e) {
      findings.common().addAll(e);
      findings.throwIfFailed();
    }
  }
}
