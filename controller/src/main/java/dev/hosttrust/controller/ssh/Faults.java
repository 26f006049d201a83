package dev.hosttrust.controller.ssh;

import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.hostkey.HostKeyRefusedException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The same plain words for a failure, whichever library met it. */
public final class Faults {
  private Faults() {}

  /** The connection could not be made. */
  public static ShellException connecting(Target target, Throwable failure) {
    HostKeyRefusedException refused = find(failure, HostKeyRefusedException.class);
    if (refused != null) {
      return unreachable(target.address() + ": " + refused.getMessage(), refused);
    }
    if (find(failure, UnknownHostException.class) != null
        || find(failure, UnresolvedAddressException.class) != null) {
      return unreachable(
          "cannot resolve " + target.host() + ": no such host name; set ansible_host or HostName",
          failure);
    }
    if (find(failure, SocketTimeoutException.class) != null
        || find(failure, TimeoutException.class) != null) {
      return timedOut(target, target.timing().connect(), failure);
    }
    if (find(failure, NoRouteToHostException.class) != null) {
      return unreachable(target.address() + ": no route to host", failure);
    }
    ConnectException connect = find(failure, ConnectException.class);
    if (connect != null) {
      return unreachable(target.address() + ": " + lowerFirst(message(connect)), failure);
    }
    if (find(failure, SocketException.class) != null || find(failure, EOFException.class) != null) {
      return unreachable(
          target.address() + ": the connection was closed during the login", failure);
    }
    return unreachable(target.address() + ": " + message(deepest(failure)), failure);
  }

  /** The jump host let us in, but makes no connection to the target. */
  public static ShellException behind(Target target, String jump, Throwable failure) {
    return unreachable(target.address() + ": cannot be reached through jump host " + jump, failure);
  }

  /** TCP, key exchange and login together took too long. */
  public static ShellException timedOut(Target target, Duration limit, Throwable failure) {
    return unreachable(
        "%s: no login within %d s".formatted(target.address(), limit.toSeconds()), failure);
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
    return unreachable(text.toString(), failure);
  }

  /** The connection broke while it was in use. */
  public static ShellException lost(Target target, @Nullable Throwable failure) {
    return new ShellException(
        ShellException.Kind.UNREACHABLE,
        target.address() + ": the connection was lost while a command ran",
        failure);
  }

  /** The way through a jump host failed. */
  public static ShellException through(Target jump, ShellException failure) {
    return new ShellException(
        failure.kind(),
        "jump host " + jump.name() + ": " + failure.getMessage(),
        failure.getCause());
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
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  private static String lowerFirst(String text) {
    return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }
}
