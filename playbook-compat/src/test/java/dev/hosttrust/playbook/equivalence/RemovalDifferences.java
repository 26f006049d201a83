// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook.equivalence;

import static dev.hosttrust.playbook.equivalence.Deliberate.in;
import static dev.hosttrust.playbook.equivalence.Differences.BUNDLE;
import static dev.hosttrust.playbook.equivalence.Differences.CONF;
import static dev.hosttrust.playbook.equivalence.Differences.FILE;
import static dev.hosttrust.playbook.equivalence.Differences.HASH;
import static dev.hosttrust.playbook.equivalence.Differences.OLD_HASH;
import static dev.hosttrust.playbook.equivalence.Differences.PEM;
import static dev.hosttrust.playbook.equivalence.Differences.REGISTRY;
import static dev.hosttrust.playbook.equivalence.Differences.REGISTRY_FILE;
import static dev.hosttrust.playbook.equivalence.Differences.UPDATE_STEP;
import static dev.hosttrust.playbook.equivalence.Said.UPDATE;

import java.util.List;

/** The differences that are meant where the CA is to go; see {@link Differences}. */
final class RemovalDifferences {
  private static final String LINKS = "Two links that lead nowhere, and no hook hears of it";
  private static final String NO_LINKS = "No link, and hooks such as Java's hear of it";
  private static final String AT_ONCE =
      "`update-ca-certificates` takes links away, and tells its hooks, of lines with a `!` only";
  private static final String NEEDS_NO_RUN =
      "the CA was not trusted; a run would change nothing, and costs a host a second of CPU";
  private static final String NOT_OURS = "it is not known to be the CA's alone";

  static final List<Deliberate> ALL =
      List.of(
          in("to go: everything there")
              .tree(List.of(PEM, HASH))
              .leaving(LINKS, NO_LINKS)
              .because(AT_ONCE),
          in("to go: another CA under the same name")
              .tree(List.of(PEM, OLD_HASH))
              .leaving(LINKS, NO_LINKS)
              .because(AT_ONCE),
          in("to go: our line last, without its newline")
              .tree(List.of(PEM, HASH))
              .leaving(LINKS, NO_LINKS)
              .because(AT_ONCE),
          in("to go: our line with a blank after it")
              .tree(List.of(CONF, PEM, HASH))
              .onlyHosttrust(CONF)
              .leaving(
                  LINKS + ". The line stays, and each update warns that its file is missing",
                  NO_LINKS + ". No line")
              .because(AT_ONCE + "; and it reads a line without the blanks around it"),
          in("to go: our line deselected")
              .onlyTasks(UPDATE_STEP)
              .leaving("The same tree", "The same tree")
              .because(NEEDS_NO_RUN),
          in("to go: a run was cut off before the handler")
              .onlyTasks(UPDATE_STEP)
              .leaving("The same tree", "The same tree")
              .because(NEEDS_NO_RUN),
          in("to go: the line is gone")
              .tree(List.of(PEM, HASH))
              .onlyHosttrust(CONF)
              .leaving(LINKS, NO_LINKS + ". The line is there with a `!` for one update")
              .because(AT_ONCE),
          in("to go: the file is gone")
              .tree(List.of(REGISTRY, REGISTRY_FILE, PEM, HASH))
              .onlyTasks(List.of(REGISTRY, REGISTRY_FILE))
              .leaving(
                  LINKS,
                  NO_LINKS
                      + ". The registry's file stays, with a warning, unless the certificate is"
                      + " given")
              .because("which CA is meant, only its file tells; " + AT_ONCE),
          in("to go: file and line are gone")
              .tree(List.of(REGISTRY, REGISTRY_FILE, PEM, HASH))
              .onlyTasks(List.of(REGISTRY, REGISTRY_FILE))
              .onlyHosttrust(CONF, UPDATE)
              .leaving(
                  LINKS,
                  NO_LINKS
                      + ". The registry's file stays, with a warning, unless the certificate is"
                      + " given")
              .because("which CA is meant, only its file tells; " + AT_ONCE),
          in("to go: the registry has a client certificate")
              .tree(
                  List.of(REGISTRY, REGISTRY + "/client.cert", REGISTRY + "/client.key", PEM, HASH))
              .onlyTasks(List.of(REGISTRY))
              .leaving(
                  LINKS + ". The client's certificate and key are gone", "They stay. " + NO_LINKS)
              .because(NOT_OURS + "; " + AT_ONCE),
          in("to go: the registry's file has another CA as well")
              .tree(List.of(REGISTRY, REGISTRY_FILE, PEM, HASH))
              .onlyTasks(List.of(REGISTRY))
              .leaving(LINKS + ". The other CA is gone as well", "It stays. " + NO_LINKS)
              .because(NOT_OURS + "; " + AT_ONCE),
          in("to go: the registry's directory has another mode")
              .tree(List.of(REGISTRY, PEM, HASH))
              .onlyTasks(List.of(REGISTRY))
              .leaving(LINKS, "The empty directory stays. " + NO_LINKS)
              .because("somebody else made it, or cares for it; " + AT_ONCE),
          in("to go: the same CA by the administrator under another name")
              .tree(List.of(FILE, CONF, BUNDLE, REGISTRY, REGISTRY_FILE))
              .onlyTasks(List.of(FILE, CONF, REGISTRY, REGISTRY_FILE, UPDATE))
              .refused("/usr/local/share/ca-certificates/admin.crt has the certificate of harbor")
              .leaving("The bundle still has the CA, and a link leads nowhere", "")
              .because("a CA that is still trusted must not be reported as gone"));

  private RemovalDifferences() {}
}
