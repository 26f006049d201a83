// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.hostkey.HostKeyRefusedException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The same plain words for a failure, whichever library met it. */
public final class Faults {
  /** As in {@code java.io.IOException: ...} or {@code "com.jcraft.jsch.Cipher.isCBC()"}. */
  private static final Pattern JAVA_NAME =
      Pattern.compile("^null$|\\b(?:java|javax|com|org)\\.[a-z]+\\.|Exception\\b");

  private static final String CLOSED_BY_HOST = "Session is being closed";

  private static final List<Class<? extends Throwable>> PASSING =
      List.of(
          PassingException.class,
          ConnectException.class,
          NoRouteToHostException.class,
          SocketTimeoutException.class,
          TimeoutException.class);

  private Faults() {}

  /** The connection could not be made. */
  public static ShellException connecting(Target target, Throwable failure) {
    HostKeyRefusedException refused = find(failure, HostKeyRefusedException.class);
    if (refused != null) {
      return unreachable(target.address() + ": " + refused.getMessage(), refused);
    }
    NoAddressException none = find(failure, NoAddressException.class);
    if (none != null) {
      return unreachable(target.address() + ": " + none.getMessage(), failure);
    }
    if (find(failure, UnknownHostException.class) != null
        || find(failure, UnresolvedAddressException.class) != null) {
      return unreachable(
          "cannot resolve " + target.host() + ": no such host name; set ansible_host or HostName",
          failure);
    }
    if (find(failure, SocketTimeoutException.class) != null
        || find(failure, TimeoutException.class) != null) {
      return noConnection(target, failure);
    }
    if (find(failure, NoRouteToHostException.class) != null) {
      return unreachable(target.address() + ": no route to host", failure);
    }
    ConnectException connect = find(failure, ConnectException.class);
    if (connect != null) {
      return unreachable(target.address() + ": " + lowerFirst(message(connect)), failure);
    }
    if (find(failure, Traffic.ExceededException.class) != null) {
      return unreachable(target.address() + ": " + message(deepest(failure)), failure);
    }
    if (failure instanceof UncheckedIOException local && local.getCause() != null) {
      return unreachable(target.address() + ": " + message(local.getCause()), failure);
    }
    if (message(deepest(failure)).contains("Too many open files")) {
      return unreachable(
          target.address() + ": too many open files here; raise ulimit -n, or take fewer --forks",
          failure);
    }
    if (isReset(failure)
        || find(failure, SocketException.class) != null
        || find(failure, EOFException.class) != null) {
      return unreachable(
          target.address() + ": the connection was closed during the login", failure);
    }
    return unreachable(target.address() + ": " + protocolFailure(failure), failure);
  }

  /** A library's own words, unless they speak of its code only. */
  private static String protocolFailure(Throwable failure) {
    Throwable last = deepest(failure);
    String message = message(last);
    return last instanceof RuntimeException || JAVA_NAME.matcher(message).find()
        ? "what answers there does not speak SSH as it should; see what listens on this port"
        : message;
  }

  /** The host closed the connection before it had shown its host key. */
  public static ShellException dropped(Target target, Throwable failure) {
    return unreachable(
        target.address() + ": the host closed the connection before the login",
        new DroppedException(failure));
  }

  /**
   * Whether a host could not be connected to for a reason that may be gone soon: refused, closed
   * before the login, no answer in time, no route. What it refuses for good is none, and no login
   * that was under way: a password may have been sent, and a person asked to confirm.
   */
  public static boolean mayPass(ShellException failure) {
    return find(failure, HostKeyRefusedException.class) == null
        && find(failure, LoginBegunException.class) == null
        && PASSING.stream().anyMatch(type -> find(failure, type) != null);
  }

  /** Whether the other end broke the connection off: words of the operating system, and MINA's. */
  public static boolean isReset(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      String message = message(t);
      if (message.contains("Connection reset")
          || message.contains("Broken pipe")
          || message.equals(CLOSED_BY_HOST)) {
        return true;
      }
    }
    return false;
  }

  static ShellException dropped(Target target, int times, ShellException failure) {
    return unreachable(
        "%s: the host closed the connection before the login, %d times in a row; it is overloaded"
                .formatted(target.address(), times)
            + " (MaxStartups of its sshd), or does not let this machine in",
        failure);
  }

  /** The jump host let us in, but makes no connection to the target. */
  public static ShellException behind(Target target, String jump, Throwable failure) {
    return unreachable(
        target.address() + ": cannot be reached through jump host " + jump,
        new PassingException("no way on", failure));
  }

  /** Connection and key exchange took too long. */
  public static ShellException noConnection(Target target, Throwable failure) {
    return unreachable(
        "%s: no SSH connection within %d s"
            .formatted(target.address(), target.timing().connect().toSeconds()),
        new PassingException("too late", failure));
  }

  /** The host did not come to an end with the authentication. */
  public static ShellException noLogin(Target target, Throwable failure) {
    return unreachable(
        "%s: connected, but not logged in within %d s; see what its sshd waits for"
            .formatted(target.address(), target.timing().login().toSeconds()),
        new LoginBegunException(failure));
  }

  /** No address of several can be connected to: their failures. */
  public static ShellException noAddress(Target target, Map<String, String> failures) {
    return connecting(
        target,
        new NoAddressException(
            failures.entrySet().stream()
                .map(failure -> failure.getKey() + " " + lowerFirst(failure.getValue()))
                .collect(Collectors.joining("; "))));
  }

  /** Why there is no connection to one address of several. */
  static String atAddress(Duration limit, @Nullable Throwable failure) {
    if (failure == null) {
      return "was not tried";
    }
    if (find(failure, SocketTimeoutException.class) != null
        || find(failure, TimeoutException.class) != null) {
      return "does not answer within %d s".formatted(limit.toSeconds());
    }
    return lowerFirst(message(deepest(failure)));
  }

  /**
   * The host would not let us in.
   *
   * @param methods what the server offers, as {@code publickey,password}
   * @param tried names of the keys that were offered
   * @param problems why other keys could not be
   */
  public static ShellException denied(
      Target target, String methods, List<String> tried, List<String> problems, Throwable failure) {
    StringBuilder text = new StringBuilder(target.login()).append(": permission denied");
    if (!methods.isEmpty()) {
      text.append(" (").append(methods).append(')');
    }
    text.append(tried.isEmpty() ? "; no keys tried" : "; tried " + String.join(", ", tried));
    if (target.password().isPresent()) {
      text.append(tried.isEmpty() ? ", but the password" : " and the password");
    }
    problems.forEach(problem -> text.append("; ").append(problem));
    return unreachable(text.toString(), new DeniedException(failure));
  }

  /** Whether asking once more would have no other answer: host key, keys or password. */
  static boolean isForGood(ShellException failure) {
    return find(failure, DeniedException.class) != null
        || find(failure, HostKeyRefusedException.class) != null;
  }

  /** Whether it began with a host that closed connections, maybe since it had too many. */
  static boolean beganWithADrop(ShellException failure) {
    return find(failure, DroppedException.class) != null;
  }

  /** The cause of a failure where the host took none of what it was offered. */
  private static final class DeniedException extends IOException {
    private static final long serialVersionUID = 1L;

    DeniedException(Throwable cause) {
      super("permission denied", cause);
    }
  }

  /** The cause of a failure where the host had shown its key, and did not come to an end. */
  private static final class LoginBegunException extends IOException {
    private static final long serialVersionUID = 1L;

    LoginBegunException(Throwable cause) {
      super("too late", cause);
    }
  }

  /** The connection broke while it was in use. */
  public static ShellException lost(Target target, Traffic traffic, @Nullable Throwable failure) {
    String what =
        traffic.isExceeded()
            ? message(traffic.exceeded())
            : "the connection was lost while a command ran";
    return new ShellException(
        ShellException.Kind.UNREACHABLE, target.address() + ": " + what, failure);
  }

  /** Connected, but the host does not run commands. */
  public static ShellException refusedCommand(Target target, @Nullable Throwable failure) {
    return refused(
        target.address()
            + ": the host refused to run a command; it may be out of processes or memory",
        failure);
  }

  /** Connected, but the host opens no session. */
  public static ShellException refusedSession(Target target, @Nullable Throwable failure) {
    return refused(
        target.address()
            + ": the host refused to open a session; see MaxSessions in its sshd_config",
        failure);
  }

  /** The command has ended, and the host does not say how. */
  public static ShellException noExitStatus(Target target) {
    return refused(
        target.address() + ": the host ended the command without an exit status; see its log",
        null);
  }

  /** An exit status that no command can have. */
  public static ShellException oddExitStatus(Target target, int status) {
    return refused(
        "%s: the host gave exit status %s, which no command can have"
            .formatted(target.address(), Integer.toUnsignedString(status)),
        null);
  }

  /** The way through a jump host failed. */
  public static ShellException through(Target jump, ShellException failure) {
    return new ShellException(
        failure.kind(),
        "jump host " + jump.name() + ": " + failure.getMessage(),
        failure.getCause());
  }

  private static ShellException refused(String message, @Nullable Throwable cause) {
    return new ShellException(ShellException.Kind.REFUSED, message, cause);
  }

  private static ShellException unreachable(String message, Throwable cause) {
    return new ShellException(ShellException.Kind.UNREACHABLE, message, cause);
  }

  private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return type.cast(t);
      }
    }
    return null;
  }

  private static Throwable deepest(Throwable failure) {
    Throwable last = failure;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return last;
  }

  private static String message(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }

  private static String lowerFirst(String text) {
    return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }
}
