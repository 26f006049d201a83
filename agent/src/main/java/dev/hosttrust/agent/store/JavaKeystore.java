// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Holds;
import dev.hosttrust.agent.facts.Question.Keystore;
import dev.hosttrust.agent.facts.Question.Names;
import dev.hosttrust.agent.facts.Question.PackageState;
import dev.hosttrust.agent.facts.Question.Setting;
import dev.hosttrust.agent.facts.Question.Tool;
import dev.hosttrust.agent.plan.HostTool;
import dev.hosttrust.agent.plan.Step.RunTool;
import dev.hosttrust.agent.trust.TreeRoot;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The keystore of the package ca-certificates-java, which Java programs of the distribution read. A
 * hook of {@code update-ca-certificates} has it updated: it is told which {@code .pem} links came
 * and went, and has an entry {@code debian:NAME.pem} for each. What the hook was not told, such as
 * a file that was replaced or removed by hand, the keystore never hears of, so it is looked into.
 *
 * <p>It is a JKS file, in which certificates and names of entries stand as they are.
 */
final class JavaKeystore {
  static final String FILE = DebianStore.HASHED + "/java/cacerts";
  static final String HOOK = "/etc/ca-certificates/update.d/jks-keystore";

  private static final String PACKAGE = "ca-certificates-java";

  static final Keystore STATE = new Keystore(FILE);
  static final PackageState PACKAGE_STATE = new PackageState(PACKAGE, FILE);

  /** In these states of a package, dpkg runs no trigger of it (deb-triggers(5)). */
  private static final Set<String> HALF_CONFIGURED =
      Set.of("half-installed", "unpacked", "half-configured");

  /**
   * What does the work of the hook, and goes with the package; the hook stays, as it is a conffile.
   */
  static final Names JARS = new Names("/usr/share/ca-certificates-java", ".jar");

  static final Tool HOOK_RUNS = new Tool(HOOK);
  static final Tool JAVA = new Tool("java");
  static final Setting UPDATES = new Setting("/etc/default/cacerts", "cacerts_updates");

  private static final HostTool TELL =
      HostTool.thatMayFail(HOOK, "Java's keystore", List.of(DebianStore.HASHED));

  private final TreeRoot root;
  private final Facts facts;

  /**
   * @param root of any tree but the running system's, nothing is asked: the hook, and dpkg behind
   *     it, work on the running system
   */
  JavaKeystore(TreeRoot root, Facts facts) {
    this.root = root;
    this.facts = facts;
  }

  /** What is to be known of the keystore itself. */
  List<Question<?>> questions() {
    return root.isSystem()
        ? List.of(STATE, PACKAGE_STATE, HOOK_RUNS, JARS, JAVA, UPDATES)
        : List.of();
  }

  /** Whether it has a certificate. */
  List<Question<?>> questions(CaCertificate certificate) {
    return root.isSystem() ? List.of(holds(certificate)) : List.of();
  }

  /** Whether it has the entry of a name. */
  List<Question<?>> questions(String name) {
    return root.isSystem() ? List.of(entry(name)) : List.of();
  }

  static Holds holds(CaCertificate certificate) {
    return new Holds(FILE, Content.of(certificate.der()));
  }

  /** The name of the entry for a link. */
  static String alias(String name) {
    return "debian:" + name.toLowerCase(Locale.ROOT) + ".pem";
  }

  /** An entry's name stands behind its length in two bytes, in lower case. */
  static Holds entry(String name) {
    String alias = alias(name);
    return new Holds(
        FILE, Content.ofLatin1("" + (char) (alias.length() >> 8) + (char) alias.length() + alias));
  }

  /** Whether it is there and tells what it has. */
  boolean isRead() {
    return facts.of(STATE) == Keystore.State.WHOLE;
  }

  boolean has(CaCertificate certificate) {
    return isRead() && facts.of(holds(certificate));
  }

  boolean hasEntry(String name) {
    return isRead() && facts.of(entry(name));
  }

  /** Why it is not updated on this host; empty if it is. */
  Optional<String> notUpdated() {
    if (!facts.of(HOOK_RUNS)) {
      return Optional.of(HOOK + " is missing, or may not be run");
    }
    if (facts.of(JARS).isEmpty()) {
      return Optional.of("the package ca-certificates-java is not installed");
    }
    if (!facts.of(UPDATES).equals("yes")) {
      return Optional.of(UPDATES.file() + " does not have cacerts_updates=yes");
    }
    return facts.of(JAVA) ? Optional.empty() : Optional.of("there is no Java");
  }

  /** Whether it is kept up to date, and lacks a certificate all the same. */
  boolean lacks(CaCertificate certificate) {
    return isRead() && notUpdated().isEmpty() && !has(certificate);
  }

  /**
   * Why it would not be updated, and nobody could tell; empty where it is well, is not there, or is
   * nobody's affair, because nothing updates it.
   *
   * @param hasWork whether it is to change
   */
  Optional<String> obstacle(boolean hasWork) {
    if (notUpdated().isPresent()) {
      return Optional.empty();
    }
    boolean half = HALF_CONFIGURED.contains(facts.of(PACKAGE_STATE));
    Optional<String> damage = damage(facts.of(STATE));
    if (damage.isPresent()) {
      return Optional.of(
          "Java's keystore %s %s; remove it, and have it made anew with %s'update-ca-certificates --fresh'"
              .formatted(
                  FILE, damage.get(), half ? "'dpkg --configure %s' and ".formatted(PACKAGE) : ""));
    }
    return half && hasWork
        ? Optional.of(
            "the package %1$s is %2$s, so that Java's keystore %3$s is not updated; run 'dpkg --configure %1$s', which says what is wrong"
                .formatted(PACKAGE, facts.of(PACKAGE_STATE), FILE))
        : Optional.empty();
  }

  /** What is wrong with its file. PKCS #12 is read by Java, though hosttrust does not look in. */
  private static Optional<String> damage(Keystore.State state) {
    return switch (state) {
      case ABSENT, WHOLE, PKCS12 -> Optional.empty();
      case EMPTY -> Optional.of("is empty");
      case CUT_OFF -> Optional.of("is cut off or damaged, so that Java cannot read it");
      case DANGLING -> Optional.of("is a link that leads nowhere");
      case OTHER -> Optional.of("is no keystore that Java can read");
    };
  }

  /** A keystore that Java reads and hosttrust does not look into; empty where it does. */
  Optional<String> notLookedInto() {
    return facts.of(STATE) == Keystore.State.PKCS12
        ? Optional.of(
            "hosttrust does not look into Java's keystore %s, which is a PKCS #12 file; 'keytool -list -cacerts' shows what it has"
                .formatted(FILE))
        : Optional.empty();
  }

  /** A run of the hook that tells it of links that are gone. */
  static RunTool tellGone(List<String> names) {
    return new RunTool(
        TELL,
        List.of(),
        List.of(),
        List.of(),
        names.stream().map(name -> "-" + DebianStore.HASHED + "/" + name + ".pem").toList(),
        List.of(),
        names.stream().map(name -> "Java's keystore still had " + name).toList(),
        "when Java programs are restarted");
  }
}
