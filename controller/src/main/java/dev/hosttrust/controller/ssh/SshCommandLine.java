// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import java.util.List;

/**
 * What stands on the command line of the machine's own {@code ssh} where that reads its
 * configuration itself.
 *
 * @param words options, as {@code -F}, {@code -o}, {@code -i}; no command
 * @param destination the host, as ssh_config(5) knows it
 * @param ownKeyExchanges whether the configuration says which key exchanges are used
 * @param direct whether no command of the configuration makes the connection
 */
public record SshCommandLine(
    List<String> words, String destination, boolean ownKeyExchanges, boolean direct) {
  public SshCommandLine {
    words = List.copyOf(words);
  }
}
