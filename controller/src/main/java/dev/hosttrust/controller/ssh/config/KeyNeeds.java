// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.auth.KeyRing;
import dev.hosttrust.words.Location;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Keys that only ssh can log in with: certificates, FIDO keys, and public key files that stand for
 * a key of the agent (ssh_config(5), IdentityFile). Looks at each file and each agent once.
 * Thread-safe.
 */
final class KeyNeeds {
  /** Enough of a file to tell a public key from a private one. */
  private static final int BEGINNING = 200;

  /** It is of use only with an agent that has the other half. */
  private static final String PUBLIC_HALF = "a key of which only the public half is here";

  private static final String SECURITY_KEY = "sk-";
  private static final String RSA_CERTIFICATE = "ssh-rsa-cert-v01@openssh.com";

  private final Map<Path, Optional<String>> files = new ConcurrentHashMap<>();
  private final Map<Path, Optional<String>> agents = new ConcurrentHashMap<>();

  /** What the keys need. */
  List<Need> of(Target.Keys keys, LocalUser user) {
    List<Need> needs = new ArrayList<>();
    List<Path> all = new ArrayList<>(keys.files());
    if (!keys.explicit()) {
      all.add(user.sshDirectory().resolve("id_ed25519_sk"));
      all.add(user.sshDirectory().resolve("id_ecdsa_sk"));
    }
    boolean signers = keys.explicit() || keys.agent().isPresent();
    for (Path file : all) {
      Optional<String> what = files.computeIfAbsent(file, KeyNeeds::file);
      add(needs, what.filter(need -> signers || !need.equals(PUBLIC_HALF)), file);
    }
    keys.agent()
        .filter(agent -> !keys.only())
        .ifPresent(agent -> add(needs, agents.computeIfAbsent(agent, KeyNeeds::agent), agent));
    return needs;
  }

  private static void add(List<Need> needs, Optional<String> what, Path where) {
    what.map(text -> new Need(text, Location.of(where.toString()), Need.Kind.OPTION))
        .ifPresent(needs::add);
  }

  private static Optional<String> file(Path file) {
    Path publicFile = beside(file, ".pub");
    if (Files.exists(beside(file, "-cert.pub"))) {
      return Optional.of("the certificate of a key");
    }
    if (!Files.exists(file)) {
      return beginning(publicFile).isEmpty() ? Optional.empty() : Optional.of(PUBLIC_HALF);
    }
    if (isPublicKey(beginning(file))) {
      return Optional.of("a public key in place of a private one");
    }
    return beginning(publicFile).startsWith(SECURITY_KEY)
        ? Optional.of("a FIDO key")
        : Optional.empty();
  }

  private static Path beside(Path file, String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }

  private static boolean isPublicKey(String text) {
    return text.startsWith("ssh-") || text.startsWith("ecdsa-") || text.startsWith(SECURITY_KEY);
  }

  /** Empty if it is no file that can be read. */
  private static String beginning(Path file) {
    if (!Files.isRegularFile(file)) {
      return "";
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(BEGINNING), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  private static Optional<String> agent(Path socket) {
    List<String> types = KeyRing.typesInAgent(socket);
    return holds(types, type -> type.startsWith(SECURITY_KEY), "a FIDO key in the ssh-agent")
        .or(() -> holds(types, RSA_CERTIFICATE::equals, "an RSA certificate in the ssh-agent"));
  }

  private static Optional<String> holds(List<String> types, Predicate<String> wanted, String what) {
    return types.stream().anyMatch(wanted) ? Optional.of(what) : Optional.empty();
  }
}
