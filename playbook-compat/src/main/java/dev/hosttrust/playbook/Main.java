// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import dev.hosttrust.agent.trust.file.UserPath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/**
 * {@code hosttrust-ansible}: started by the action plugin when the first host needs it, and never
 * by hand.
 */
public final class Main {
  private Main() {}

  /**
   * @param arguments the socket's path, in a directory that only the user may enter; the PID of
   *     Ansible's main process, with which this one ends; after how many idle seconds to end
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length != 3) {
      System.err.println("usage: SOCKET PID SECONDS (the action plugin starts this process)");
      System.exit(2);
    }
    AnsibleProcess ansible = AnsibleProcess.of(Long.parseLong(arguments[1]));
    Duration idle = Duration.ofSeconds(Long.parseLong(arguments[2]));
    UserPath paths = new UserPath(System.getProperty("user.home"), System.getenv());
    try (Bridge bridge = Bridge.listen(Path.of(arguments[0]), paths, InstantSource.system())) {
      bridge.serve(ansible, idle);
    }
  }
}
