// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What happens on signals, until it is closed; then it is as before.
 *
 * <p>The JDK hears of a signal and goes on running only by {@code sun.misc.Signal}, which javac
 * warns of without a way to say that it is meant; hence the reflection. A shutdown hook would not
 * do: from its start on the JVM ignores further signals.
 */
public final class Signals implements AutoCloseable {
  private static final String CHANGED = "sun.misc.Signal is not as it was since Java 1.2";

  private final Map<String, Object> before = new LinkedHashMap<>();

  /**
   * Has a signal do something, in a thread of its own.
   *
   * @param name without {@code SIG}, such as {@code INT}
   */
  public Signals on(String name, Runnable action) {
    Object handler =
        Proxy.newProxyInstance(
            Signals.class.getClassLoader(),
            new Class<?>[] {type("SignalHandler")},
            (proxy, method, args) -> {
              action.run();
              return null;
            });
    before.put(name, handle(name, handler));
    return this;
  }

  /**
   * Stops this process, as Ctrl-Z does, and returns when it goes on. The JDK cannot; kill(1) of the
   * shell can.
   */
  public static void stopProcess() {
    String command = "kill -STOP " + ProcessHandle.current().pid();
    try {
      new ProcessBuilder("sh", "-c", command)
          .redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      // Out of descriptors or processes: then the run goes on, and Ctrl-Z may be pressed again.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Object signal(String name) throws ReflectiveOperationException {
    return type("Signal").getConstructor(String.class).newInstance(name);
  }

  private static Object handle(String signal, Object handler) {
    try {
      Object named = signal(signal);
      Method handle = type("Signal").getMethod("handle", type("Signal"), type("SignalHandler"));
      return handle.invoke(null, named, handler);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(CHANGED, e);
    }
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName("sun.misc." + name);
    } catch (ClassNotFoundException e) {
      throw new LinkageError("this Java lacks the module jdk.unsupported", e);
    }
  }

  @Override
  public void close() {
    before.forEach(Signals::handle);
  }
}
