package dev.hosttrust.agent.spec.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
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
    String found = user == null ? home : homeOf(user, start.group());
    return found.endsWith("/") ? found.substring(0, found.length() - 1) : found;
  }

  /** From the user database, of which {@code /etc/passwd} may be only a part. */
  private static String homeOf(String user, String otherwise) {
    try {
      Process getent =
          new ProcessBuilder("getent", "passwd", user)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      getent.getOutputStream().close();
      String answer = new String(getent.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String[] fields = answer.strip().split(":", -1);
      return getent.waitFor() == 0 && fields.length == 7 ? fields[5] : otherwise;
    } catch (IOException e) {
      return otherwise;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return otherwise;
    }
  }
}
