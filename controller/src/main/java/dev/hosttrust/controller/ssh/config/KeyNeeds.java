// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.auth.KeyRing;
import dev.hosttrust.controller.ssh.hostkey.HostKey;
import dev.hosttrust.words.Location;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keys that only ssh can log in with: those of FIDO tokens, unless the agent has them, which then
 * speaks with the token. Looks at each file and each agent once. Thread-safe.
 */
final class KeyNeeds {
  private static final String SECURITY_KEY = "sk-";

  private final Map<Path, Optional<HostKey>> files = new ConcurrentHashMap<>();
  private final Map<Path, List<HostKey>> agents = new ConcurrentHashMap<>();

  /** What the keys need. */
  List<Need> of(Target.Keys keys, LocalUser user) {
    List<Need> needs = new ArrayList<>();
    List<Path> all = new ArrayList<>(keys.files());
    if (!keys.explicit()) {
      all.add(user.sshDirectory().resolve("id_ed25519_sk"));
      all.add(user.sshDirectory().resolve("id_ecdsa_sk"));
    }
    for (Path file : all) {
      files
          .computeIfAbsent(file, KeyNeeds::securityKey)
          .filter(key -> !isInAgent(key, keys))
          .map(key -> new Need("a FIDO key", Location.of(file.toString()), Need.Kind.OPTION))
          .ifPresent(needs::add);
    }
    return needs;
  }

  private boolean isInAgent(HostKey key, Target.Keys keys) {
    return keys.agent()
        .map(agent -> agents.computeIfAbsent(agent, KeyRing::inAgent).contains(key))
        .orElse(false);
  }

  /** Where both halves are here; what is called the private one has no key, but names it. */
  private static Optional<HostKey> securityKey(Path file) {
    return Files.exists(file)
        ? KeyRing.publicKey(file.resolveSibling(file.getFileName() + ".pub"))
            .filter(key -> key.type().startsWith(SECURITY_KEY))
        : Optional.empty();
  }
}
