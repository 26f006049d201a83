// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.facts;

import java.util.List;
import java.util.Optional;

/**
 * What stands in some places of a host.
 *
 * @param files those that hold anything to tell, or no certificate at all
 * @param dangling the paths of links that lead nowhere
 * @param troubles what the host said of places that could not be looked into
 */
public record TreeFact(List<HeldFile> files, List<String> dangling, List<String> troubles) {
  static final TreeFact NONE = new TreeFact(List.of(), List.of(), List.of());

  public TreeFact {
    files = List.copyOf(files);
    dangling = List.copyOf(dangling);
    troubles = List.copyOf(troubles);
  }

  /** The file at a path. */
  public Optional<HeldFile> at(String path) {
    return files.stream().filter(file -> file.path().equals(path)).findFirst();
  }

  /** The files below a directory. */
  public List<HeldFile> below(String directory) {
    return files.stream().filter(file -> file.path().startsWith(directory + "/")).toList();
  }

  /**
   * One file.
   *
   * @param mode the permissions of the file, or of the one that a link leads to
   * @param readable false where who asked may not read it, or it is too big
   * @param tooBig its bytes, where they are too many for it to be looked into; otherwise 0
   * @param certificates their DER, in the order of the file, as far as the base64 is readable
   * @param hasKey whether there is a private key in it
   * @param isDer whether it starts as DER does
   * @param text its lines, where they were asked for
   */
  public record HeldFile(
      String path,
      int mode,
      boolean readable,
      long tooBig,
      List<Content> certificates,
      boolean hasKey,
      boolean isDer,
      List<String> text) {
    public HeldFile {
      certificates = List.copyOf(certificates);
      text = List.copyOf(text);
    }

    /** The last part of the path. */
    public String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }
}
