package dev.hosttrust.controller.spec;

import dev.hosttrust.agent.spec.BoundedFile;
import dev.hosttrust.agent.spec.CheckedSpec;
import dev.hosttrust.agent.spec.SpecException;
import dev.hosttrust.agent.spec.file.SpecFile;
import java.nio.file.Path;
import java.time.InstantSource;

/** The spec file that {@code --spec} names. */
public final class YamlSpec {
  private YamlSpec() {}

  /**
   * Reads a spec file and the CA files that it names.
   *
   * @param now the time that the certificates shall be valid at
   * @throws SpecException with all the problems of all these files
   */
  public static CheckedSpec read(Path file, InstantSource now) {
    return SpecFile.read(file, YamlReader.read(BoundedFile.read(file), file.toString()), now);
  }
}
