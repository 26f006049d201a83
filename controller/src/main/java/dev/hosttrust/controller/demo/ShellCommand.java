// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.sshd.server.command.AbstractCommandSupport;

/** Runs one command of an SSH client with the real {@code sh}. */
final class ShellCommand extends AbstractCommandSupport {

  ShellCommand(String command) {
    super(command, null);
  }

  @Override
  public void run() {
    try {
      Process process = new ProcessBuilder("/bin/sh", "-c", getCommand()).start();
      Thread input = pump(getInputStream(), process.getOutputStream());
      Thread errors = pump(process.getErrorStream(), getErrorStream());
      process.getInputStream().transferTo(getOutputStream());
      int status = process.waitFor();
      errors.join();
      input.interrupt();
      getOutputStream().flush();
      getErrorStream().flush();
      onExit(status);
    } catch (IOException e) {
      onExit(126, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      onExit(130, "interrupted");
    }
  }

  private static Thread pump(InputStream from, OutputStream to) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try (to) {
                from.transferTo(to);
              } catch (IOException e) {
                // The other end is gone; its exit status tells why.
              }
            });
  }
}
