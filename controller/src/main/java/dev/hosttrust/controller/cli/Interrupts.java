package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.report.Lines;
import dev.hosttrust.controller.rollout.Stop;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Turns Ctrl-C, SIGTERM and SIGHUP into an orderly end, and a second one of the first two into an
 * end at once. A terminal that is closed may well send SIGHUP twice.
 *
 * <p>The JDK hears of a signal and goes on running only by {@code sun.misc.Signal}, which javac
 * warns of without a way to say that it is meant; hence the reflection. A shutdown hook would not
 * do: from its start on the JVM ignores further signals.
 */
final class Interrupts {
  private final Stop stop;
  private final Lines err;
  private final Supplier<List<String>> changing;
  private final Map<String, Object> before = new LinkedHashMap<>();

  private Interrupts(Stop stop, Lines err, Supplier<List<String>> changing) {
    this.stop = stop;
    this.err = err;
    this.changing = changing;
  }

  /**
   * Listens until it is closed.
   *
   * @param changing the hosts that are being changed at the moment
   */
  static Interrupts listen(Stop stop, Lines err, Supplier<List<String>> changing) {
    Interrupts interrupts = new Interrupts(stop, err, changing);
    for (String name : new String[] {"INT", "TERM", "HUP"}) {
      interrupts.before.put(name, handle(name, interrupts.handler(name)));
    }
    return interrupts;
  }

  private Object handler(String signal) {
    return Proxy.newProxyInstance(
        Interrupts.class.getClassLoader(),
        new Class<?>[] {type("SignalHandler")},
        (proxy, method, args) -> {
          caught(signal);
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

  private void caught(String signal) {
    if (!stop.requested()) {
      err.println("");
      err.println(
          "hosttrust: interrupted; "
              + named("no host is being changed", "these are being changed and finish: ")
              + "; no other is begun (again: end at once)");
      err.flush();
      stop.request();
    } else if (!signal.equals("HUP")) {
      err.println("");
      err.println(
          "hosttrust: ended at once; "
              + named(
                  "no host was being changed",
                  "in mid-change, which each finishes or undoes by itself, run again to see: "));
      err.flush();
      Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }
  }

  private String named(String none, String some) {
    List<String> hosts = changing.get();
    return hosts.isEmpty() ? none : some + String.join(", ", hosts);
  }

  /** Puts back what was there before. */
  void close() {
    before.forEach(Interrupts::handle);
  }
}
