// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

/** A program of a host that pulls images, asked for one that the registry does not have. */
public enum PullTool {
  SKOPEO("skopeo inspect docker://%s/none:none"),
  /**
   * Podman, which wants a user namespace unless it is told that it is in one; its files are in a
   * directory of each call, as a second call would want to join the namespace of the first.
   */
  PODMAN(
      """
      d=$(mktemp -d)
      _CONTAINERS_USERNS_CONFIGURED=done podman --root $d/root --runroot $d/run --tmpdir $d/tmp \\
        --storage-driver vfs pull -q %s/none:none
      rm -rf $d
      """),
  /** Needs a {@link TestDocker}. */
  DOCKER("docker pull %s/none:none");

  private final String script;

  PullTool(String script) {
    this.script = script;
  }

  /**
   * Whether the program goes on to ask for the image, once it has seen the registry's certificate.
   *
   * @param registry {@code host[:port]} of a {@link TestRegistry}
   * @throws IllegalStateException if it says anything else than that there is no such image, or
   *     that the certificate is by an unknown authority
   */
  public boolean trusts(TestHost host, String registry) {
    ExecOutput output = host.exec(script.formatted(registry));
    String said = output.stdout() + output.stderr();
    boolean unknownImage = said.contains("manifest unknown") || said.contains(": not found");
    if (unknownImage == said.contains("x509: certificate signed by unknown authority")) {
      throw new IllegalStateException(this + " said of " + registry + ": " + said);
    }
    return unknownImage;
  }
}
