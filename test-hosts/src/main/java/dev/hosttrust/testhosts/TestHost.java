// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.MountableFile;

/**
 * A running host with a real SSH server, reachable on a port of 127.0.0.1 only.
 *
 * <p>All methods act through the container engine, not through SSH, and so leave no trace in the
 * server's log. Safe for use by several threads.
 */
public final class TestHost implements AutoCloseable {
  private static final Pattern HOST_KEY = Pattern.compile("(?m)^hostkey (\\S+) (\\S+)");
  private static final String LOG = "/var/log/sshd.log";

  private final TestHosts kind;
  private final GenericContainer<?> container;
  private final DockerClient docker;
  private final ContainerExec exec;
  private final int port;
  private final List<HostKey> hostKeys;
  private final boolean shared;

  private TestHost(TestHosts kind, GenericContainer<?> container, boolean shared) {
    this.kind = kind;
    this.container = container;
    this.shared = shared;
    this.docker = container.getDockerClient();
    this.exec = new ContainerExec(docker, container.getContainerId());
    String innerPort = kind.environment().get("TEST_HOST_PORT");
    this.port = innerPort == null ? container.getMappedPort(22) : Integer.parseInt(innerPort);
    this.hostKeys =
        HOST_KEY
            .matcher(container.getLogs())
            .results()
            .map(match -> new HostKey(match.group(1), match.group(2)))
            .toList();
  }

  static TestHost start(TestHosts kind) {
    GenericContainer<?> container = HostContainer.of(kind);
    container.start();
    return new TestHost(kind, container, false);
  }

  TestHost asShared() {
    return new TestHost(kind, container, true);
  }

  /** Where the SSH server is reached: always 127.0.0.1. */
  public String address() {
    return "127.0.0.1";
  }

  /**
   * The SSH server's port on {@link #address}; of a host behind another, the port as seen there.
   */
  public int port() {
    return port;
  }

  /** The container whose network this host is in: its own, or that of the host it is behind. */
  String networkContainerId() {
    return kind.jump().map(TestHost::networkContainerId).orElseGet(container::getContainerId);
  }

  /** The release that this host runs. */
  public DebianRelease release() {
    return kind.release();
  }

  /** The host's public keys: Ed25519, ECDSA and RSA, made when it started. */
  public List<HostKey> hostKeys() {
    return hostKeys;
  }

  /** The lines of a {@code known_hosts} file that say which keys this host has. */
  public List<String> knownHosts() {
    String pattern = "[" + address() + "]:" + port;
    return hostKeys.stream().map(key -> key.knownHostsLine(pattern)).toList();
  }

  /** Runs a script with sh as root, its standard input empty. */
  public ExecOutput exec(String script) {
    return exec.run("sh", "-c", script);
  }

  /**
   * Runs a script like {@link #exec} where it must succeed, and answers its standard output.
   *
   * @throws IllegalStateException if the script exits with another status than 0
   */
  public String run(String script) {
    ExecOutput output = exec(script);
    if (output.exit() != 0) {
      throw new IllegalStateException(script + " exited " + output.exit() + ": " + output.stderr());
    }
    return output.stdout();
  }

  /** The content of a file, read as UTF-8. */
  public String readFile(String path) {
    return run("cat '" + path + "'");
  }

  /** Puts a file of root's with mode 644 in place, and its directories where they lack. */
  public void writeFile(String path, String content) {
    writeFile(path, content, 0644);
  }

  /** Puts a file of root's in place, and its directories where they lack. */
  public void writeFile(String path, String content, int mode) {
    run("mkdir -p \"$(dirname '" + path + "')\"");
    container.copyFileToContainer(Transferable.of(content, mode), path);
  }

  /** Puts a copy of a file of this machine in place, as root's with mode 644. */
  public void copyFile(Path file, String path) {
    container.copyFileToContainer(MountableFile.forHostPath(file, 0644), path);
  }

  /** The entries at and under the paths, sorted by path; a path that does not exist has none. */
  public List<FileEntry> fileTree(List<String> paths) {
    return FileTree.read(this, paths);
  }

  /** The entries of {@link FileEntry#TRUST_PATHS}, sorted by path. */
  public List<FileEntry> trustTree() {
    return fileTree(FileEntry.TRUST_PATHS);
  }

  /** Lets one more public key log in as the user. */
  public void authorize(TestUser user, String publicKeyLine) {
    run("echo '" + publicKeyLine + "' >>~" + user.login() + "/.ssh/authorized_keys");
  }

  /**
   * Makes the host trust a CA, the way Debian's manual pages have it: update-ca-certificates(8).
   */
  public void trustCa(String name, TestCa ca) {
    writeFile("/usr/local/share/ca-certificates/" + name + ".crt", ca.pem());
    run("update-ca-certificates");
  }

  /** What the SSH server logged since the start or {@link #resetSshdLog}. */
  public String sshdLog() {
    return readFile(LOG);
  }

  /**
   * Empties the SSH server's log, and with it the counts.
   *
   * @throws UnsupportedOperationException on a shared host, which other tests log in to meanwhile
   */
  public void resetSshdLog() {
    requireOwn();
    run(": >" + LOG);
  }

  /**
   * How many connections came in since {@link #resetSshdLog}, those that failed included.
   *
   * @throws UnsupportedOperationException on a shared host, and on a Dropbear host
   */
  public long countConnections() {
    return countLines("Connection from ");
  }

  /**
   * How many commands were run over SSH since {@link #resetSshdLog}; SFTP is not one.
   *
   * @throws UnsupportedOperationException on a shared host, and on a Dropbear host, whose log does
   *     not say
   */
  public long countExecs() {
    return countLines("Starting session: command");
  }

  private long countLines(String start) {
    requireOwn();
    if (kind.environment().containsKey("TEST_HOST_SERVER")) {
      throw new UnsupportedOperationException("Dropbear does not log what to count");
    }
    return sshdLog().lines().filter(line -> line.startsWith(start)).count();
  }

  private void requireOwn() {
    if (shared) {
      throw new UnsupportedOperationException(
          "other tests log in to a shared host: start your own");
    }
  }

  /** Lets the host have no more processes than so many; those that it has stay. */
  public void limitProcesses(int most) {
    // The engine's Java client leaves this limit out of its request.
    LocalProcess.run("docker", "update", "--pids-limit=" + most, container.getContainerId());
  }

  /** Ends the host as a power cut does: connections break, and new ones are refused. */
  public void stop() {
    docker.killContainerCmd(container.getContainerId()).exec();
  }

  /** Freezes the host: connections stay or come about, and nothing answers. */
  public void pause() {
    docker.pauseContainerCmd(container.getContainerId()).exec();
  }

  /** Lets a frozen host go on. */
  public void unpause() {
    docker.unpauseContainerCmd(container.getContainerId()).exec();
  }

  /** Removes the host, running or not, unless it is a shared one. */
  @Override
  public void close() {
    if (shared) {
      return;
    }
    try {
      docker
          .removeContainerCmd(container.getContainerId())
          .withForce(true)
          .withRemoveVolumes(true)
          .exec();
    } catch (NotFoundException e) {
      // Testcontainers' own clean-up at the end of the JVM was faster.
    }
  }
}
