// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.trust;

import dev.hosttrust.agent.trust.file.FileSpec;
import dev.hosttrust.agent.trust.file.SpecFile;
import dev.hosttrust.agent.trust.file.UserPath;
import dev.hosttrust.agent.trust.file.YamlNode;
import dev.hosttrust.words.BoundedFile;
import dev.hosttrust.words.ProblemsException;
import java.nio.file.Path;
import java.time.InstantSource;

/** The spec file that {@code --spec} names. */
public final class YamlSpec {
  private YamlSpec() {}

  /**
   * Reads a spec file and the CA files that it names.
   *
   * @param paths expands the paths in it
   * @param now the time that the certificates shall be valid at
   * @throws ProblemsException with all the problems of all these files
   */
  public static FileSpec read(Path file, UserPath paths, InstantSource now) {
    YamlNode root = YamlReader.read(BoundedFile.read(file), file.toString());
    return SpecFile.read(file, root, paths, now);
  }
}
