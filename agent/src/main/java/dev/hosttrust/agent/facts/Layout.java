// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.facts;

/**
 * Where the stores are in a host's tree: the paths of Debian's {@code update-ca-certificates(8)}
 * and of Docker's {@code certs.d}.
 */
public final class Layout {
  /** The directory below {@link #CERTIFICATES} that is ours, as in {@code local/NAME.crt}. */
  public static final String LOCAL = "local";

  public static final String CERTIFICATES = "/usr/share/ca-certificates";
  public static final String LOCAL_DIRECTORY = CERTIFICATES + "/" + LOCAL;

  /** The list of selected certificates. */
  public static final String CONFIGURATION = "/etc/ca-certificates.conf";

  /** Certificates that {@code update-ca-certificates} adds without being listed. */
  public static final String ADMINISTRATOR_CERTIFICATES = "/usr/local/share/ca-certificates";

  /** Holds the bundle and the hash links. */
  public static final String HASHED = "/etc/ssl/certs";

  public static final String BUNDLE = HASHED + "/ca-certificates.crt";
  public static final String DOCKER = "/etc/docker";
  public static final String DOCKER_CERTIFICATES = DOCKER + "/certs.d";

  private Layout() {}
}
