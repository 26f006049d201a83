// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.trust.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Paths as users write them in files, where no shell expands them: {@code ~}, {@code ~user}, {@code
 * $NAME} and {@code ${NAME}} at the start or inside.
 *
 * <p>Source of the rules: what Ansible does with a parameter of the type {@code path}, {@code
 * os.path.expanduser(os.path.expandvars(text))}. What stands for nothing stays as it is.
 *
 * @param home of the user who runs this
 * @param variables environment variables
 */
public record UserPath(String home, Map<String, String> variables) {

  /** A user database may be a directory in the network that does not answer. */
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(10);

  private static final Pattern VARIABLE = Pattern.compile("\\$(?:(\\w+)|\\{([^}]*)\\})");
  private static final Pattern HOME = Pattern.compile("~([A-Za-z0-9_][A-Za-z0-9._-]*)?(?=/|$)");

  /** The path with all of them replaced. */
  public String expand(String text) {
    String path = VARIABLE.matcher(text).replaceAll(this::variable);
    Matcher start = HOME.matcher(path);
    return start.lookingAt() ? home(start) + path.substring(start.end()) : path;
  }

  private String variable(MatchResult match) {
    String name = match.group(1) == null ? match.group(2) : match.group(1);
    return Matcher.quoteReplacement(variables.getOrDefault(name, match.group()));
  }

  private String home(Matcher start) {
    String user = start.group(1);
    String found =
        user == null
            ? home
            : homeIn(List.of("getent", "passwd", user), LONGEST_LOOK).orElse(start.group());
    return found.endsWith("/") ? found.substring(0, found.length() - 1) : found;
  }

  /**
   * From the user database, of which {@code /etc/passwd} may be only a part.
   *
   * @param command prints the user's line of it
   * @return empty if there is none, or it does not come in time
   */
  static Optional<String> homeIn(List<String> command, Duration longest) {
    try {
      Process look =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      look.getOutputStream().close();
      if (!look.waitFor(longest)) {
        look.destroyForcibly();
        return Optional.empty();
      }
      String line = new String(look.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String[] fields = line.strip().split(":", -1);
      return look.exitValue() == 0 && fields.length == 7
          ? Optional.of(fields[5])
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
