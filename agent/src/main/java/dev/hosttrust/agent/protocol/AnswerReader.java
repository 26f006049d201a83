// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.protocol;

import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.protocol.AnswerLines.Fields;
import dev.hosttrust.agent.shell.ExecResult;
import java.util.List;

/** Reads what the agent answers. */
public final class AnswerReader {
  private AnswerReader() {}

  /**
   * Reads the answer to a probe.
   *
   * @throws ProtocolException if it is none
   */
  public static Facts facts(ExecResult result, List<Question<?>> questions, String nonce)
      throws ProtocolException {
    AnswerLines lines = AnswerLines.of(result, nonce);
    FactsReader reader = new FactsReader(Questions.of(questions), result);
    read(lines, reader::take);
    return reader.facts();
  }

  /**
   * Reads the answer to a plan.
   *
   * @throws ProtocolException if it is none; a {@link BegunException} if the agent ran, so that the
   *     change may have been begun
   */
  public static Answer answer(
      ExecResult result, List<Question<?>> questions, Plan plan, String nonce)
      throws ProtocolException {
    AnswerLines lines = AnswerLines.of(result, nonce);
    ApplyReader reader = new ApplyReader(Questions.of(questions), plan, result);
    try {
      read(lines, reader::take);
      return reader.answer();
    } catch (ProtocolException e) {
      throw new BegunException(e.getMessage());
    }
  }

  @FunctionalInterface
  private interface Taker {
    boolean take(Fields line, AnswerLines lines) throws ProtocolException;
  }

  /** Lines of a host are not to be trusted: a missing field or a wrong number is no crash. */
  private static void read(AnswerLines lines, Taker taker) throws ProtocolException {
    try {
      while (lines.hasNext()) {
        Fields line = lines.fields();
        if (!taker.take(line, lines)) {
          throw new ProtocolException("the agent said '" + line.from(0) + "'");
        }
      }
    } catch (RuntimeException e) {
      throw new ProtocolException(
          "the agent's answer is garbled (" + Excerpt.of(String.valueOf(e.getMessage())) + ")");
    }
  }
}
