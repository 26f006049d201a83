// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.trust;

import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.agent.trust.UserText;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of an anchor where the user gives none: the CA file's, and where that says only what
 * kind of file it is, the registries' host. Two teams that both have a {@code ca.crt} would replace
 * each other's CA under the name {@code ca}.
 */
final class AnchorNames {
  private static final Pattern ENDING =
      Pattern.compile("\\.(crt|pem|cer|cert|der)$", Pattern.CASE_INSENSITIVE);
  private static final Pattern WORD_END = Pattern.compile("[^a-z]+");

  /** Words that stand in the names of CA files everywhere. */
  private static final Set<String> GENERAL =
      Set.of(
          ("anchor anchors authority bundle ca cabundle cacert cacerts cachain cert certificate"
                  + " certificates certs chain client crt current default der docker domain file"
                  + " fullchain https intermediate internal issuer issuing k8s kubernetes local my"
                  + " myca new old own pem pki private pub public registry root rootca rootcert"
                  + " roots self selfsigned server signed signing site ssl store sub subca test tls"
                  + " trust trusted truststore v x")
              .split(" "));

  private AnchorNames() {}

  /**
   * @param ca a certificate file
   * @param registries as the user gave them, checked or not
   * @return empty if neither gives a name
   */
  static Optional<UserText> of(Path ca, List<String> registries) {
    String file = String.valueOf(ca.getFileName());
    String name = ENDING.matcher(file).replaceFirst("");
    return isGeneral(name)
        ? ofRegistries(registries)
        : Optional.of(new UserText(name, "--name (from the file " + ca + ")"));
  }

  /** The host that all registries are at, with whatever ports. */
  static Optional<UserText> ofRegistries(List<String> registries) {
    Set<String> hosts = new HashSet<>();
    for (String registry : registries) {
      try {
        hosts.add(Registry.parse(registry).host());
      } catch (IllegalArgumentException e) {
        return Optional.empty(); // it is refused as a registry
      }
    }
    return hosts.stream()
        .filter(host -> hosts.size() == 1 && !host.startsWith("["))
        .findFirst()
        .map(host -> new UserText(host, "--name (from --registry)"));
  }

  /** Whether a file's name tells its kind, and perhaps a number, and nothing of whose CA it is. */
  private static boolean isGeneral(String name) {
    return WORD_END
        .splitAsStream(ENDING.matcher(name).replaceFirst("").toLowerCase(Locale.ROOT))
        .allMatch(word -> word.isEmpty() || GENERAL.contains(word));
  }
}
