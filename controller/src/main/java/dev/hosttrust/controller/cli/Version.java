// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "hosttrust " + number(), "Java " + Runtime.version() + ", " + System.getProperty("os.name")
    };
  }

  /** The number alone. */
  static String number() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("(not from a jar)");
  }
}
