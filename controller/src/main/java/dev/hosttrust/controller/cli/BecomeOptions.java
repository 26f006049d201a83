// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.run.BecomeFlags;
import dev.hosttrust.controller.run.PasswordFlags;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to become root. */
final class BecomeOptions {
  /**
   * For completion; {@link dev.hosttrust.controller.become.BecomeResolver} judges what is given.
   */
  static final class Methods extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Methods() {
      super(List.of("sudo", "doas"));
    }
  }

  @Common
  @Option(
      names = {"-b", "--become"},
      description = "Become root after logging in. Not needed where the login user is root.")
  boolean become;

  @Option(
      names = "--become-method",
      paramLabel = "METHOD",
      completionCandidates = Methods.class,
      description = "sudo (default) or doas.")
  @Nullable String method;

  @Option(
      names = "--become-user",
      paramLabel = "USER",
      description = "Become this user. Default: root.")
  @Nullable String user;

  @Common
  @Option(
      names = {"-K", "--ask-become-pass"},
      description = "Ask for the sudo password. After -k, Enter alone takes the login password.")
  boolean askPassword;

  @Option(
      names = {"--become-password-file", "--become-pass-file"},
      paramLabel = "FILE",
      description = "Read the sudo password from the first line of this file.")
  @Nullable String passwordFile;

  BecomeFlags flags() {
    return new BecomeFlags(become, method, user, new PasswordFlags(askPassword, passwordFile));
  }
}
