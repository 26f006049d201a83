// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.local;

import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.Connection;
import dev.hosttrust.controller.ssh.RemoteProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** "Connection" to this machine. */
final class LocalConnection implements Connection {
  private final String name;
  private final Set<Process> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  LocalConnection(String name) {
    this.name = name;
  }

  @Override
  public RemoteProcess start(String command) throws ShellException {
    if (closed) {
      throw new ShellException(ShellException.Kind.UNREACHABLE, name + ": closed");
    }
    try {
      Process process = new ProcessBuilder("/bin/sh", "-c", command).start();
      running.add(process);
      return new LocalProcess(process);
    } catch (IOException e) {
      throw new ShellException(
          ShellException.Kind.UNREACHABLE, name + ": /bin/sh does not start: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    closed = true;
    running.forEach(Process::destroy);
  }

  private final class LocalProcess implements RemoteProcess {
    private final Process process;

    LocalProcess(Process process) {
      this.process = process;
    }

    @Override
    public OutputStream stdin() {
      return process.getOutputStream();
    }

    @Override
    public InputStream stdout() {
      return process.getInputStream();
    }

    @Override
    public InputStream stderr() {
      return process.getErrorStream();
    }

    /** The JDK counts signals as 128 + n already. */
    @Override
    public int waitFor() throws InterruptedException {
      return process.waitFor();
    }

    @Override
    public void close() {
      process.destroy();
      running.remove(process);
    }
  }
}
