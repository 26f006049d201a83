package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.rollout.Stop;
import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Turns Ctrl-C and SIGTERM into an orderly end, and a second one into an end at once.
 *
 * <p>The JDK hears of a signal and goes on running only by {@code sun.misc.Signal}, which javac
 * warns of without a way to say that it is meant; hence the reflection. A shutdown hook would not
 * do: from its start on the JVM ignores further signals.
 */
final class Interrupts {
  private final Stop stop;
  private final PrintWriter err;
  private final Map<String, Object> before = new LinkedHashMap<>();

  private Interrupts(Stop stop, PrintWriter err) {
    this.stop = stop;
    this.err = err;
  }

  /** Listens until it is closed. */
  static Interrupts listen(Stop stop, PrintWriter err) {
    Interrupts interrupts = new Interrupts(stop, err);
    for (String name : new String[] {"INT", "TERM"}) {
      interrupts.before.put(name, handle(name, interrupts.handler()));
    }
    return interrupts;
  }

  private Object handler() {
    return Proxy.newProxyInstance(
        Interrupts.class.getClassLoader(),
        new Class<?>[] {type("SignalHandler")},
        (proxy, method, args) -> {
          caught();
          return null;
        });
  }

  private static Object handle(String signal, Object handler) {
    try {
      Object named = type("Signal").getConstructor(String.class).newInstance(signal);
      Method handle = type("Signal").getMethod("handle", type("Signal"), type("SignalHandler"));
      return handle.invoke(null, named, handler);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("sun.misc.Signal is not as it was since Java 1.2", e);
    }
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName("sun.misc." + name);
    } catch (ClassNotFoundException e) {
      throw new LinkageError("this Java lacks the module jdk.unsupported", e);
    }
  }

  private void caught() {
    if (stop.requested()) {
      Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }
    err.println(
        "\nhosttrust: interrupted; hosts that are being changed finish, no other is begun (again:"
            + " end at once)");
    err.flush();
    stop.request();
  }

  /** Puts back what was there before. */
  void close() {
    before.forEach(Interrupts::handle);
  }
}
