// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What kind of host to start: a release, and what sets the host apart from a plain one.
 *
 * <p>Immutable; each method answers a changed copy. Every host has all of {@link TestUser}'s
 * accounts, and host keys of its own.
 *
 * @param layer what the host's image has on top of a plain host's
 * @param environment what the script {@code start-host} reads
 * @param tmpfs file systems to mount: path and mount options
 * @param hostCa the key that signs the host's Ed25519 key
 * @param jump the host in whose network this one hides
 */
public record TestHosts(
    DebianRelease release,
    Optional<ImageLayer> layer,
    Map<String, String> environment,
    Map<String, String> tmpfs,
    Optional<SshKey> hostCa,
    Optional<TestHost> jump) {

  /** Where a {@link #controlNode} has its Java 25. */
  public static final String JAVA_HOME = "/usr/lib/jvm/java-25-openjdk-amd64";

  /** Where a {@link #controlNode} has its Java 21. */
  public static final String OLD_JAVA_HOME = "/usr/lib/jvm/java-21-openjdk-amd64";

  /** Where a host with {@link #sudoRs} has the commands of uutils. */
  public static final String UUTILS = "/usr/lib/cargo/bin/coreutils";

  static final String ALONE = "TEST_HOST_ALONE";

  static final String CONTAINERD = "TEST_HOST_CONTAINERD";

  public TestHosts {
    environment = Map.copyOf(environment);
    tmpfs = Map.copyOf(tmpfs);
  }

  /**
   * A plain host: OpenSSH, sudo and doas, openssl, and ca-certificates, of whose CAs eight are
   * selected; see {@link #withAllCertificates}.
   */
  public static TestHosts debian(DebianRelease release) {
    return kind(release, Optional.empty());
  }

  private static TestHosts kind(DebianRelease release, Optional<ImageLayer> layer) {
    return new TestHosts(release, layer, Map.of(), Map.of(), Optional.empty(), Optional.empty());
  }

  /**
   * A Debian 13 host that can be a control node: it has Debian's ansible-core 2.19 and Java 25 in
   * {@link #JAVA_HOME}, and Java 21 beside it. To manage another host, start it {@link #behind}
   * that one, with some port of its own: from there the other host is at {@code 127.0.0.1}, port
   * 22.
   */
  public static TestHosts controlNode() {
    return kind(DebianRelease.TRIXIE, Optional.of(ImageLayer.CONTROL_NODE));
  }

  /** A Debian 12 host with Debian's Firefox, see {@link TestFirefox}, and its Chromium. */
  public static TestHosts withBrowsers() {
    return kind(DebianRelease.BOOKWORM, Optional.of(ImageLayer.BROWSERS));
  }

  /**
   * A Debian 12 host with the containerd of some release, which runs once {@link TestContainerd}
   * starts it.
   */
  public static TestHosts containerd(ContainerdRelease release) {
    return kind(DebianRelease.BOOKWORM, Optional.of(ImageLayer.CONTAINERD))
        .with(CONTAINERD, release.suite());
  }

  /** A host with Podman and skopeo; see {@link PullTool}. */
  public static TestHosts containerTools(DebianRelease release) {
    return kind(release, Optional.of(ImageLayer.CONTAINER_TOOLS));
  }

  /** A Debian 13 host with the Docker engine of Debian's unstable; see {@link TestDocker}. */
  public static TestHosts docker() {
    return kind(DebianRelease.TRIXIE, Optional.of(ImageLayer.DOCKER));
  }

  /**
   * A host with Debian's Java and its keystore, curl, skopeo, and the containerd of the release;
   * see {@link TestContainerd}. The package ca-certificates lies in {@code /opt/packages}.
   */
  public static TestHosts java(DebianRelease release) {
    return kind(release, Optional.of(ImageLayer.JAVA));
  }

  /**
   * A Debian 13 host whose {@code sudo} is sudo-rs 0.2.5. It has uutils 0.0.30 in {@link #UUTILS},
   * which is in no {@code PATH}.
   */
  public static TestHosts sudoRs() {
    return kind(DebianRelease.TRIXIE, Optional.of(ImageLayer.SUDO_RS));
  }

  /** Serves SSH by Dropbear: keys only, and no log of its execs. */
  public TestHosts withDropbear() {
    return with("TEST_HOST_SERVER", "dropbear");
  }

  /** Lacks sudo. */
  public TestHosts withoutSudo() {
    return with("TEST_HOST_WITHOUT_SUDO", "yes");
  }

  /**
   * Has all CAs of the distribution selected, as Debian has them; each {@code
   * update-ca-certificates} then takes a second of CPU in place of a tenth.
   */
  public TestHosts withAllCertificates() {
    return with("TEST_HOST_ALL_CERTIFICATES", "yes");
  }

  /** Lacks the package ca-certificates: no {@code update-ca-certificates}, no store. */
  public TestHosts withoutCaCertificates() {
    return with("TEST_HOST_WITHOUT_CA_CERTIFICATES", "yes");
  }

  /** Puts lines in front of {@code sshd_config}; there the first value of an option wins. */
  public TestHosts withSshdOptions(String... lines) {
    return with("TEST_HOST_SSHD_OPTIONS", String.join("\n", lines));
  }

  /** Shows a host certificate for the principals (comma-separated), signed by {@code ca}. */
  public TestHosts withHostCertificate(SshKey ca, String principals) {
    return new TestHosts(
        release,
        layer,
        put(environment, "TEST_HOST_PRINCIPALS", principals),
        tmpfs,
        Optional.of(ca),
        jump);
  }

  /**
   * Reaches nobody but itself, and cannot be reached from here: its server is at 127.0.0.1, port
   * 22, as seen there.
   */
  public TestHosts withoutNetwork() {
    return with("TEST_HOST_PORT", "22").with(ALONE, "yes");
  }

  /** Mounts an empty file system that nobody can write to. */
  public TestHosts withReadOnly(String path) {
    return new TestHosts(
        release, layer, environment, put(tmpfs, path, "ro,mode=755"), hostCa, jump);
  }

  /** Mounts an empty file system that holds at most so many KiB, rounded up to 4. */
  public TestHosts withSmallDisk(String path, int kibibytes) {
    String options = "rw,mode=755,size=" + kibibytes + "k";
    return new TestHosts(release, layer, environment, put(tmpfs, path, options), hostCa, jump);
  }

  /**
   * Is not reachable from here, but from {@code host}: at {@code 127.0.0.1} and {@code port} as
   * seen from there. The two share one network, so hosts behind it make further hops.
   */
  public TestHosts behind(TestHost host, int port) {
    return new TestHosts(
        release,
        layer,
        put(environment, "TEST_HOST_PORT", Integer.toString(port)),
        tmpfs,
        hostCa,
        Optional.of(host));
  }

  /** Starts a host of this kind, which is the caller's to close; takes about half a second. */
  public TestHost start() {
    return TestHost.start(this);
  }

  /**
   * The one host of this kind that all tests in this JVM share, started when it is first asked for
   * and removed when the JVM ends. Leave it as you found it; closing it does nothing.
   */
  public TestHost shared() {
    return SharedHosts.get(this);
  }

  private TestHosts with(String name, String value) {
    return new TestHosts(release, layer, put(environment, name, value), tmpfs, hostCa, jump);
  }

  private static Map<String, String> put(Map<String, String> map, String key, String value) {
    Map<String, String> copy = new HashMap<>(map);
    copy.put(key, value);
    return copy;
  }
}
