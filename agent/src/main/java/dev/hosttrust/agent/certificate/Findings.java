// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.certificate;

import java.util.ArrayList;
import java.util.List;

/** Collects what is found while a file is read. For one thread. */
public final class Findings {
  private final List<Problem> problems = new ArrayList<>();
  private final List<Warning> warnings = new ArrayList<>();

  public void problem(String where, String what, String remedy) {
    problems.add(new Problem(where, what, remedy));
  }

  public void warning(String where, String what) {
    warnings.add(new Warning(where, what));
  }

  public List<Problem> problems() {
    return problems;
  }

  public List<Warning> warnings() {
    return warnings;
  }

  /** The end of reading one file: its certificates count only where there is no problem. */
  CaFile toCaFile(String origin, List<CaCertificate> certificates) {
    return new CaFile(origin, problems.isEmpty() ? certificates : List.of(), problems, warnings);
  }
}
