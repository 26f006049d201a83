// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.openssh;

import dev.hosttrust.controller.ssh.HostSession;
import dev.hosttrust.controller.ssh.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** An {@code ssh} in the background that is logged in, held by its control socket. */
final class SshMaster implements HostSession {
  private final Path path;
  private final ControlSocket control;
  private final Optional<ProcessHandle> process;
  private volatile boolean hidden;

  private SshMaster(Path path, ControlSocket control, long pid) {
    this.path = path;
    this.control = control;
    this.process = ProcessHandle.of(pid); // knows this process from a later one with its number
  }

  static SshMaster at(Path path) throws IOException {
    ControlSocket control = ControlSocket.connect(path);
    try {
      return new SshMaster(path, control, control.pid());
    } catch (IOException e) {
      control.close();
      throw e;
    }
  }

  /** The control socket, as a way on for others. */
  Path path() {
    return path;
  }

  /** Takes it for commands. */
  ChannelSession session(Traffic traffic) throws IOException {
    ControlSocket socket = ControlSocket.connect(path);
    try {
      return ChannelSession.over(socket, traffic);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Removes the control socket: whoever is connected stays so, and nothing is left behind. */
  void hide() {
    hidden = true;
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // ssh removes it at its end
    }
  }

  Optional<ProcessHandle> process() {
    return process.filter(ProcessHandle::isAlive);
  }

  @Override
  public boolean isOpen() {
    return process().isPresent() && (hidden || Files.exists(path)); // ssh removes it at its end
  }

  @Override
  public void carry() {
    // what ssh passes on to others is not counted
  }

  @Override
  public void close() {
    control.terminate();
    control.close();
    hide();
  }
}
