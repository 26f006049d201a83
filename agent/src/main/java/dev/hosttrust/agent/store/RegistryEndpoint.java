// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.trust.Registry;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a URL of a {@code hosts.toml} leads. A URL that does not begin with {@code http} is one of
 * HTTPS (containerd, {@code core/remotes/docker/config/hosts.go}, {@code parseHostConfig}).
 *
 * @param host in lower case, an IPv6 address in brackets
 */
record RegistryEndpoint(boolean tls, String host, int port) {
  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  private static final Pattern URL =
      Pattern.compile("(?:([a-z]+)://)?(\\[[^]/]*]|[^:/?#]*)(?::([0-9]{1,5}))?(?:[/?#].*)?");

  /** Where the images of a registry come from. Those of docker.io come from another host. */
  static RegistryEndpoint of(Registry registry) {
    return of(url(registry));
  }

  /** The URL of a registry. */
  static String url(Registry registry) {
    String name = registry.directoryName();
    return "https://" + (name.equals("docker.io") ? "registry-1.docker.io" : name);
  }

  /** Where a URL leads; a text that is no URL leads nowhere, to a host without a name. */
  static RegistryEndpoint of(String url) {
    Matcher matcher = URL.matcher(url.toLowerCase(Locale.ROOT).strip());
    if (!matcher.matches()) {
      return new RegistryEndpoint(false, "", 0);
    }
    String port = matcher.group(3);
    return of(
        !"http".equals(matcher.group(1)),
        matcher.group(2),
        port == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port)));
  }

  private static RegistryEndpoint of(boolean tls, String host, OptionalInt port) {
    return new RegistryEndpoint(
        tls, host.toLowerCase(Locale.ROOT), port.orElse(tls ? HTTPS : HTTP));
  }
}
