// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real program in a process of its own. */
final class MainProcess {
  private MainProcess() {}

  /** What runs this command line. */
  static List<String> command(List<String> jvmOptions, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(args));
    return command;
  }
}
