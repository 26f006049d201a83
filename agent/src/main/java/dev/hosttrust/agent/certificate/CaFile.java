// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.certificate;

import dev.hosttrust.words.Problem;
import dev.hosttrust.words.Warning;
import java.util.List;

/**
 * What reading a CA file gave: either certificates, or problems.
 *
 * @param origin the file's path as the user wrote it, or another name for where the bytes are from
 * @param certificates in the order of the file, each once; empty exactly if there are problems
 * @param problems all of them, in the order of the file
 * @param warnings in the order of the file
 */
public record CaFile(
    String origin,
    List<CaCertificate> certificates,
    List<Problem> problems,
    List<Warning> warnings) {
  public CaFile {
    certificates = List.copyOf(certificates);
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
    if (certificates.isEmpty() == problems.isEmpty()) {
      throw new IllegalArgumentException(origin + ": either certificates or problems");
    }
  }
}
