// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * Who runs hosttrust, and where.
 *
 * @param name login name on this machine
 * @param home what {@code ~} stands for
 * @param workingDirectory what relative paths start from
 * @param environment environment variables
 */
public record LocalUser(
    String name, Path home, Path workingDirectory, Map<String, String> environment) {

  public LocalUser {
    environment = Map.copyOf(environment);
  }

  /** {@code ~/.ssh}. */
  Path sshDirectory() {
    return home.resolve(".ssh");
  }

  /** A path as written; {@code ~} and {@code ~/} are the home directory. */
  Path path(String text) {
    if (text.equals("~") || text.startsWith("~/")) {
      return home.resolve(text.substring(Math.min(2, text.length()))).normalize();
    }
    return workingDirectory.resolve(text);
  }
}
