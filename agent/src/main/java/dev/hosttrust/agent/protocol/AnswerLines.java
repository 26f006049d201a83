package dev.hosttrust.agent.protocol;

import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.shell.ExecResult;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The lines between the two markers, whatever else the login shell printed around them. */
final class AnswerLines {
  private static final int VERSION = 1;
  private static final Pattern BLANK = Pattern.compile(" ");

  private final List<String> lines;
  private int next;

  private AnswerLines(List<String> lines) {
    this.lines = lines;
  }

  static AnswerLines of(ExecResult result, String nonce) throws ProtocolException {
    // A terminal on the way ends lines with CR LF, two of them with CR CR LF: no line of ours is
    // empty.
    List<String> all = result.stdoutText().lines().filter(line -> !line.isEmpty()).toList();
    int begin = all.indexOf("@hosttrust " + nonce + " begin " + VERSION);
    int end = all.lastIndexOf("@hosttrust " + nonce + " end");
    if (begin < 0) {
      throw new ProtocolException("the agent did not run: " + trace(result));
    }
    if (end < begin) {
      throw new ProtocolException("the agent was cut off: " + trace(result));
    }
    return new AnswerLines(all.subList(begin + 1, end));
  }

  /** The last line of what the host printed, for people. */
  private static String trace(ExecResult result) {
    String said = result.stderrText().isBlank() ? result.stdoutText() : result.stderrText();
    List<String> lines = said.lines().filter(line -> !line.isBlank()).toList();
    return "'%s' ended with status %d%s"
        .formatted(
            AgentProgram.COMMAND,
            result.status(),
            lines.isEmpty() ? " and no output" : " and '" + lines.getLast().strip() + "'");
  }

  boolean hasNext() {
    return next < lines.size();
  }

  /** The next line's fields, the first of which is its tag. */
  Fields fields() {
    if (!hasNext()) {
      throw new NoSuchElementException("the answer ends early");
    }
    return new Fields(List.of(BLANK.split(lines.get(next++))));
  }

  /** The base64 that follows a line. */
  Content block() {
    List<String> block = new ArrayList<>();
    while (hasNext() && !lines.get(next).equals(".")) {
      block.add(lines.get(next++));
    }
    next++;
    return Content.ofBase64(String.join("\n", block));
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

    String from(int index) {
      return all.stream().skip(index).collect(Collectors.joining(" "));
    }
  }
}
