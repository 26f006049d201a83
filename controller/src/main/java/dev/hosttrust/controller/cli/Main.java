// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.process.StandardOutput;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.Locale;

/** The entry point of the program. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    // Addresses in getaddrinfo's order, as for ssh; Java would put those of IPv4 first.
    System.setProperty("java.net.preferIPv6Addresses", "system");
    // Programs read what is printed, too: numbers are written alike in every country.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    StandardOutput out = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    Environment environment = Environment.ofProcess(out);
    int exitCode = new CommandRunner(environment).run(args);
    environment.out().flush();
    out.problem().ifPresent(problem -> environment.errors().println("hosttrust: " + problem));
    environment.err().flush();
    System.exit(out.exitCode(exitCode));
  }
}
