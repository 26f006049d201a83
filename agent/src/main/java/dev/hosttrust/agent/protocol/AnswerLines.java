// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.shell.ExecResult;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The lines between the two markers, whatever else the login shell printed around them. */
final class AnswerLines {
  private static final int VERSION = 1;
  private static final Pattern BLANK = Pattern.compile(" ");

  /** Bytes of a line with a tag; what may be longer, the agent sends as base64. */
  private static final int LONGEST = 8192;

  private static final byte[] BLOCK_END = {'.'};
  private static final byte[] NO_BASE64 = {'!'};

  private final byte[] bytes;
  private final ByteLines lines;
  private boolean hasNext;

  private AnswerLines(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.lines = new ByteLines(bytes, from, to);
    this.hasNext = lines.next();
  }

  static AnswerLines of(ExecResult result, String nonce) throws ProtocolException {
    byte[] bytes = result.stdout();
    byte[] begin = ("@hosttrust " + nonce + " begin " + VERSION).getBytes(US_ASCII);
    byte[] end = ("@hosttrust " + nonce + " end").getBytes(US_ASCII);
    int from = -1;
    int to = -1;
    ByteLines all = new ByteLines(bytes, 0, bytes.length);
    while (all.next()) {
      if (from < 0 && all.is(begin)) {
        from = all.behind();
      } else if (all.is(end)) {
        to = all.start();
      }
    }
    if (from < 0) {
      throw new ProtocolException(
          "the agent did not run: "
              + trace(result)
              + "; see what the account's login shell, its start files, or a forced command (of sshd"
              + " or of the key) make of '"
              + AgentProgram.COMMAND
              + "'");
    }
    if (to < from) {
      throw new BegunException("the agent was cut off: " + trace(result));
    }
    return new AnswerLines(bytes, from, to);
  }

  /** How the command ended and the last line of what the host printed, for people. */
  private static String trace(ExecResult result) {
    String errors = Excerpt.lastLine(result.stderr());
    String said = errors.isEmpty() ? Excerpt.lastLine(result.stdout()) : errors;
    return "'%s' ended with status %d%s"
        .formatted(
            AgentProgram.COMMAND,
            result.status(),
            said.isEmpty() ? " and no output" : " and '" + said + "'");
  }

  boolean hasNext() {
    return hasNext;
  }

  /** The next line's fields, the first of which is its tag. */
  Fields fields() {
    if (!hasNext) {
      throw new NoSuchElementException("the answer ends early");
    }
    if (lines.length() > LONGEST) {
      throw new IllegalArgumentException("a line of %,d bytes".formatted(lines.length()));
    }
    Fields fields = new Fields(List.of(BLANK.split(lines.text())));
    hasNext = lines.next();
    return fields;
  }

  /** The base64 that follows a line. */
  Content block() {
    int from = hasNext ? lines.start() : 0;
    while (hasNext && !lines.is(BLOCK_END)) {
      if (lines.is(NO_BASE64)) {
        throw new IllegalArgumentException("base64 failed on the host");
      }
      hasNext = lines.next();
    }
    if (!hasNext) {
      throw new NoSuchElementException("the answer ends early");
    }
    Content content = Content.ofBase64(Arrays.copyOfRange(bytes, from, lines.start()));
    hasNext = lines.next();
    return content;
  }

  /** One line, split. */
  record Fields(List<String> all) {
    String tag() {
      return all.getFirst();
    }

    String get(int index) {
      return all.get(index);
    }

    int number(int index) {
      return Integer.parseInt(all.get(index));
    }

    /** The rest of the line, no longer than people need. */
    String from(int index) {
      return Excerpt.of(all.stream().skip(index).collect(Collectors.joining(" ")));
    }
  }
}
