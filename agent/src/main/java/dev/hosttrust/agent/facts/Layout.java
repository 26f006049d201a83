package dev.hosttrust.agent.facts;

/**
 * Where the stores are on a host. The paths are those of Debian's {@code update-ca-certificates(8)}
 * and of Docker's {@code certs.d}.
 *
 * @param root empty for the running system; otherwise the absolute path of a directory that holds a
 *     system's tree, such as an image, owned by the user who runs the agent
 */
public record Layout(String root) {
  /** The running system. */
  public static final Layout SYSTEM = new Layout("");

  /** The directory under the certificates that is ours, as in {@code local/NAME.crt}. */
  public static final String LOCAL = "local";

  public Layout {
    boolean absolute = root.isEmpty() || root.startsWith("/");
    if (!absolute || root.endsWith("/") || root.contains("/../") || root.endsWith("/..")) {
      throw new IllegalArgumentException(
          "the root '" + root + "' is not the absolute path of a directory below /");
    }
    if (root.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("the root holds a control character");
    }
  }

  /** Whether this is the running system, where only root may write. */
  public boolean isSystem() {
    return root.isEmpty();
  }

  public String certificates() {
    return root + "/usr/share/ca-certificates";
  }

  public String localDirectory() {
    return certificates() + "/" + LOCAL;
  }

  /** The list of selected certificates. */
  public String configuration() {
    return root + "/etc/ca-certificates.conf";
  }

  /** Certificates that {@code update-ca-certificates} adds without being listed. */
  public String administratorCertificates() {
    return root + "/usr/local/share/ca-certificates";
  }

  /** The bundle and the hash links. */
  public String hashed() {
    return root + "/etc/ssl/certs";
  }

  public String docker() {
    return root + "/etc/docker";
  }

  public String dockerCertificates() {
    return docker() + "/certs.d";
  }
}
