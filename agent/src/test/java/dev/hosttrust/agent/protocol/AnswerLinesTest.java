// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.hosttrust.agent.shell.ExecResult;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerLinesTest {
  private static final String ANSWER =
      "\n@hosttrust n0nce begin 1\nhost 0 0\noutput\nYWJj\n.\n@hosttrust n0nce end\n";

  private static AnswerLines lines(String stdout) throws ProtocolException {
    byte[] bytes = stdout.getBytes(StandardCharsets.UTF_8);
    return AnswerLines.of(new ExecResult(0, bytes, new byte[0]), "n0nce");
  }

  private static void assertWhole(AnswerLines lines) {
    assertThat(lines.fields().all()).containsExactly("host", "0", "0");
    assertThat(lines.fields().tag()).isEqualTo("output");
    assertThat(lines.block().text()).isEqualTo("abc");
    assertThat(lines.hasNext()).isFalse();
  }

  /** One terminal makes CR LF of each line's end; sudo's own terminal on top of it CR CR LF. */
  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r\r\n"})
  void readsAnAnswerThatCameThroughTerminals(String lineEnd) throws ProtocolException {
    assertWhole(lines(ANSWER.replace("\n", lineEnd)));
  }

  @Test
  void passesOverWhatALoginShellPrints() throws ProtocolException {
    assertWhole(lines("Welcome\nno newline here" + ANSWER + "logout\n"));
  }

  @Test
  void anotherRunsMarkersAreNoise() {
    assertThatThrownBy(() -> lines(ANSWER.replace("n0nce", "other")))
        .isInstanceOf(ProtocolException.class)
        .hasMessageStartingWith(
            "the agent did not run: 'sh -s' ended with status 0 and '@hosttrust");
  }

  @Test
  void anAnswerWithoutItsEndIsNone() {
    assertThatThrownBy(() -> lines(ANSWER.replace("@hosttrust n0nce end\n", "")))
        .isInstanceOf(ProtocolException.class)
        .hasMessage("the agent was cut off: 'sh -s' ended with status 0 and '.'");
  }

  @Test
  void aBlockWithoutItsEndIsNone() throws ProtocolException {
    AnswerLines lines = lines(ANSWER.replace("YWJj\n.\n", "YWJj\n"));
    lines.fields();
    lines.fields();

    assertThatThrownBy(lines::block).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void aBlockThatTheHostCouldNotMakeIsNone() throws ProtocolException {
    AnswerLines lines = lines(ANSWER.replace("YWJj\n.\n", "!\n.\n"));
    lines.fields();
    lines.fields();

    assertThatThrownBy(lines::block).hasMessage("base64 failed on the host");
  }

  @Test
  void aLineIsNoLongerThanTheAgentMakesIt() throws ProtocolException {
    AnswerLines lines = lines(ANSWER.replace("host 0 0", "z".repeat(8193)));

    assertThatThrownBy(lines::fields).hasMessage("a line of 8,193 bytes");
  }

  /** A line for each two bytes: as objects they would take hundreds of megabytes. */
  @Test
  void takesMillionsOfLinesOneByOne() throws ProtocolException {
    byte[] bytes =
        ANSWER.replace("host 0 0\n", "a\n".repeat(5_000_000)).getBytes(StandardCharsets.UTF_8);
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();

    AnswerLines lines = AnswerLines.of(new ExecResult(0, bytes, new byte[0]), "n0nce");

    assertThat(lines.fields().tag()).isEqualTo("a");
    assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
  }
}
