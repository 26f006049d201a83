// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.facts;

/**
 * Whether a path is a link to a certain file.
 *
 * @param target where the link leads; empty if it is no link, or leads to the file
 */
public record LinkFact(Kind kind, String target) {
  /** Where it leads. */
  public enum Kind {
    ABSENT,
    /** To the file, whether the file exists or not. */
    TO_FILE,
    /** To another file, which exists. */
    ELSEWHERE,
    /** To another file, which does not exist. */
    DANGLING,
    /** It is no link. */
    NO_LINK,
  }
}
