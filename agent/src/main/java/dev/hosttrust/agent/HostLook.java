// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.protocol.AgentProgram;
import dev.hosttrust.agent.protocol.AnswerReader;
import dev.hosttrust.agent.protocol.ProtocolException;
import dev.hosttrust.agent.shell.Shell;
import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.agent.trust.TreeRoot;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/**
 * What a host was asked and what it answered.
 *
 * @param questions each once
 */
record HostLook(List<Question<?>> questions, Facts facts) {
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * Each round asks what those before it brought up. The longest way: which parts of a bundle there
   * are, what they hold, how often the bundle has that, and which other file it is from.
   */
  private static final int MOST_ROUNDS = 4;

  /**
   * Asks a host all that is to be known, and what is asked in view of the answers: one exec where
   * they bring up nothing new. Only reads.
   *
   * @param wanted the questions, by what is known; all of them each time
   */
  static HostLook at(Shell shell, TreeRoot root, Function<Facts, List<Question<?>>> wanted)
      throws ShellException, ProtocolException {
    Asked asked = new Asked();
    Facts facts = Facts.NONE;
    List<Question<?>> next = wanted.apply(facts);
    for (int round = 0; round < MOST_ROUNDS && !next.isEmpty(); round++) {
      asked.add(next);
      facts = facts.and(probe(shell, root, next));
      if (!facts.missingTools().isEmpty()) {
        break;
      }
      next = wanted.apply(facts).stream().filter(question -> !asked.covers(question)).toList();
    }
    if (facts.missingTools().isEmpty() && !next.isEmpty()) {
      throw new ProtocolException(
          "the host's configuration leads from one path to the next; after %d looks it still names"
                  .formatted(MOST_ROUNDS)
              + " others");
    }
    return new HostLook(asked.questions(), facts);
  }

  private static Facts probe(Shell shell, TreeRoot root, List<Question<?>> questions)
      throws ShellException, ProtocolException {
    String nonce = nonce();
    byte[] program = AgentProgram.probe(root, questions, nonce);
    return AnswerReader.facts(shell.exec(AgentProgram.COMMAND, program), questions, nonce);
  }

  /** A word that nobody else can know, for the markers of an answer. */
  static String nonce() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
