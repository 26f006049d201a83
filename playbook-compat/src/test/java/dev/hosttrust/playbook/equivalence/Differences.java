// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook.equivalence;

import static dev.hosttrust.playbook.equivalence.Deliberate.in;
import static dev.hosttrust.playbook.equivalence.Said.UPDATE;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every difference that is meant; the matrix fails where one lacks, or is no longer so. */
final class Differences {
  static final String LOCAL = "/usr/share/ca-certificates/local";
  static final String FILE = LOCAL + "/harbor.crt";
  static final String CONF = "/etc/ca-certificates.conf";
  static final String BUNDLE = "/etc/ssl/certs/ca-certificates.crt";
  static final String PEM = "/etc/ssl/certs/harbor.pem";
  static final String REGISTRY = "/etc/docker/certs.d/harbor.example.com:8443";
  static final String REGISTRY_FILE = REGISTRY + "/ca.crt";

  /** The hash link of each CA, by the hash of its subject. */
  static final String HASH = "/etc/ssl/certs/215a7457.0";

  static final String OLD_HASH = "/etc/ssl/certs/170088ca.0";
  private static final String SECOND_HASH = "/etc/ssl/certs/b13a0502.0";

  private static final List<String> EFFECT = List.of(BUNDLE, PEM, HASH);
  private static final List<String> STORE = List.of(LOCAL, FILE);
  private static final List<String> DOCKER =
      List.of("/etc/docker", "/etc/docker/certs.d", REGISTRY, REGISTRY_FILE);

  /** The steps on a new host, in the parts that fail or not. */
  private static final List<String> STORE_STEPS = List.of(LOCAL, FILE, CONF);

  private static final List<String> DOCKER_STEPS = List.of(REGISTRY, REGISTRY_FILE);
  static final List<String> UPDATE_STEP = List.of(UPDATE);

  private static final String BY_EFFECT =
      "a host is right when the CA is trusted, not when the files are";
  private static final String REAL_PATHS = "an operator should see where it is written";
  private static final String NOTHING_HALF_DONE = "what cannot be brought to its end is not begun";

  private static final List<Deliberate> OF_EFFECT =
      List.of(
          in("a run of the tasks was cut off before the handler")
              .tree(EFFECT)
              .onlyHosttrust(UPDATE)
              .trustedAfterTasks("not at all")
              .leaving("The CA is not trusted, however often they run", "The CA is trusted")
              .because(BY_EFFECT),
          in("another CA under the same name")
              .tree(List.of(HASH, OLD_HASH))
              .trustedAfterTasks("bundle")
              .leaving(
                  "The hash link stays that of the old CA; a lookup by hash finds none",
                  "`--fresh`: the hash link is the new CA's")
              .because(BY_EFFECT),
          in("the CA file damaged")
              .tree(List.of(HASH))
              .trustedAfterTasks("bundle")
              .leaving("There is no hash link", "`--fresh`: there is one")
              .because(BY_EFFECT),
          in("the bundle is missing")
              .tree(List.of(BUNDLE))
              .onlyHosttrust(UPDATE)
              .trustedAfterTasks("hash", "TLS")
              .leaving("There is no bundle", "There is one")
              .because(BY_EFFECT),
          in("the bundle lost our CA")
              .tree(List.of(BUNDLE))
              .onlyHosttrust(UPDATE)
              .trustedAfterTasks("hash")
              .leaving("The bundle lacks the CA", "The bundle has it")
              .because(BY_EFFECT),
          in("the hash link is missing")
              .tree(List.of(HASH))
              .onlyHosttrust(UPDATE)
              .trustedAfterTasks("bundle")
              .leaving("A lookup by hash finds nothing", "It finds the CA")
              .because(BY_EFFECT),
          in("the .pem link is missing")
              .tree(List.of(PEM))
              .onlyHosttrust(UPDATE)
              .trustedAfterTasks("bundle")
              .leaving("The hash link leads nowhere", "It leads to the CA")
              .because(BY_EFFECT),
          in("the CA file with other mode, owner and group")
              .onlyTasks(UPDATE_STEP)
              .leaving("The same tree", "The same tree")
              .because("the store does not depend on them, and a run costs a host a second of CPU"),
          in("a rollout of hosttrust was cut off")
              .tree(all(EFFECT, List.of(LOCAL + "/.hosttrust-0123.1.new")))
              .onlyHosttrust(RolloutRun.LEFTOVERS, UPDATE)
              .trustedAfterTasks("not at all")
              .leaving("The CA is not trusted, and the temporary files stay", "Both are put right")
              .because("the next run mends what a run was cut off at"));

  private static final List<Deliberate> OF_CONFIGURATION =
      List.of(
          in("our line deselected twice")
              .tree(List.of(CONF))
              .leaving("One deselected line and one selected", "One selected line")
              .because("with both, each update removes the link and adds it again"),
          in("our line deselected, then selected")
              .tree(List.of(CONF))
              .onlyHosttrust(CONF, UPDATE)
              .leaving("Both lines", "One selected line")
              .because("with both, each update removes the link and adds it again"),
          in("our line selected, then deselected")
              .tree(List.of(CONF, BUNDLE))
              .leaving("Two selected lines, and the CA twice in the bundle", "One line, one CA")
              .because("with one line selected and one not, one is left"),
          in("conf ends in a carriage return alone")
              .tree(all(EFFECT, List.of(CONF)))
              .trustedAfterTasks("not at all")
              .leaving(
                  "Their line is glued to the last one, and the CA is not trusted",
                  "A line of its own")
              .because("`lineinfile` takes the carriage return for the end of a line"),
          in("conf missing")
              .tree(STORE)
              .onlyTasks(STORE)
              .bothFail("/etc/ca-certificates.conf is missing")
              .leaving("The file is copied", "All is as it was")
              .because(NOTHING_HALF_DONE),
          in("the administrator's CA of the same name")
              .tree(all(STORE, List.of(CONF, BUNDLE), DOCKER))
              .onlyTasks(all(STORE_STEPS, DOCKER_STEPS, UPDATE_STEP))
              .trustedAfterTasks("bundle")
              .refused("/usr/local/share/ca-certificates/harbor.crt is there already")
              .leaving("Two files share a link, and only one has a hash link", "")
              .because("each update would report changes, and one of the two would not be found"));

  private static final List<Deliberate> OF_CA_FILES =
      List.of(
          in("the CA file is DER")
              .tree(all(List.of(FILE, REGISTRY_FILE), List.of(HASH, BUNDLE)))
              .trustedAfterTasks("not at all")
              .leaving("DER, which gets raw into the bundle", "PEM")
              .because("update-ca-certificates reads PEM only"),
          in("the CA file is a bundle of two")
              .tree(
                  all(
                      List.of(CONF, FILE, PEM, HASH, SECOND_HASH),
                      List.of(LOCAL + "/harbor-XXXXXXXX.crt"),
                      List.of("/etc/ssl/certs/harbor-XXXXXXXX.pem")))
              .onlyTasks(List.of(FILE))
              .onlyHosttrust(LOCAL + "/harbor-XXXXXXXX.crt")
              .trustedAfterTasks("bundle")
              .leaving(
                  "One file, and no hash link to either CA",
                  "A file for each CA, each with its hash link")
              .because("[decision 3](decisions/0003-bundles.md)"));

  private static final List<Deliberate> OF_KINDS =
      List.of(
          in("/etc/ssl/certs is missing")
              .tree(all(STORE, DOCKER, List.of(CONF)))
              .onlyTasks(all(STORE_STEPS, DOCKER_STEPS))
              .mispredicted(UPDATE, "the failure")
              .bothFail("/etc/ssl/certs is missing")
              .leaving("All files, and no trust", "All is as it was")
              .because(NOTHING_HALF_DONE),
          in("local/ is a link")
              .onlyTasks(List.of(FILE))
              .onlyHosttrust("/srv/elsewhere/harbor.crt")
              .leaving("They name the path with the link", "It names the real path")
              .because(REAL_PATHS),
          in("/etc/docker is a link")
              .onlyTasks(DOCKER_STEPS)
              .onlyHosttrust(
                  "/srv/elsewhere/certs.d",
                  "/srv/elsewhere/certs.d/harbor.example.com:8443",
                  "/srv/elsewhere/certs.d/harbor.example.com:8443/ca.crt")
              .leaving("They name the path with the link", "It names the real path")
              .because(REAL_PATHS),
          in("conf is a link")
              .tree(List.of(CONF, "/srv/elsewhere/ca-certificates.conf"))
              .leaving("They write through it", "A file in place of the link")
              .because("what a link to a file leads to is somebody else's"),
          in("a directory in place of the CA file")
              .tree(all(List.of(FILE + "/harbor.crt", CONF), DOCKER))
              .onlyTasks(all(List.of(FILE, CONF), DOCKER_STEPS, UPDATE_STEP))
              .refused(FILE + " is a directory")
              .leaving("The file is copied into the directory, and the CA is not trusted", "")
              .because("the trust would not be effective"),
          in("a file in place of the registry's directory")
              .tree(all(STORE, List.of(CONF)))
              .onlyTasks(STORE_STEPS)
              .bothFail(REGISTRY + " is a file")
              .leaving(
                  "The CA is in the store's directory, and the handler does not run",
                  "All is as it was")
              .because(NOTHING_HALF_DONE));

  private static final Map<String, Deliberate> BY_STATE =
      Stream.of(OF_EFFECT, OF_CONFIGURATION, OF_CA_FILES, OF_KINDS, RemovalDifferences.ALL)
          .flatMap(List::stream)
          .collect(Collectors.toMap(Deliberate::state, Function.identity()));

  private Differences() {}

  /** The difference that is meant in a state; one of nothing where none is. */
  static Deliberate of(StartState state) {
    return BY_STATE.getOrDefault(state.name(), in(state.name()));
  }

  /** The names of the states that have one. */
  static Collection<String> states() {
    return BY_STATE.keySet();
  }

  @SafeVarargs
  private static List<String> all(List<String>... parts) {
    List<String> all = new ArrayList<>();
    for (List<String> part : parts) {
      all.addAll(part);
    }
    return all;
  }
}
