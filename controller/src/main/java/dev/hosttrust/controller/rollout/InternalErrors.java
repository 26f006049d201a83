package dev.hosttrust.controller.rollout;

import java.util.concurrent.ExecutionException;

/** Words for what went wrong in this program while it worked on one host. */
final class InternalErrors {
  private InternalErrors() {}

  /** The error and where it arose, on one line. */
  static String reason(Throwable error) {
    Throwable cause = error;
    while (cause instanceof ExecutionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    StackTraceElement[] trace = cause.getStackTrace();
    return "internal error: " + cause + (trace.length == 0 ? "" : " (at " + trace[0] + ")");
  }
}
