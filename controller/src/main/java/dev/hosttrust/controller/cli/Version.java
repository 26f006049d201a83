package dev.hosttrust.controller.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version =
        Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
            .orElse("(not from a jar)");
    return new String[] {
      "hosttrust " + version, "Java " + Runtime.version() + ", " + System.getProperty("os.name")
    };
  }
}
