// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.PathFact.RegularFile;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.trust.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What stands beside a registry's CA: {@code NAME.cert} and {@code NAME.key} are a client's
 * certificate and its private key. Never reads a private key.
 */
final class ClientCertificates {
  private ClientCertificates() {}

  /** Files by the usual names; one that lacks costs a probe nothing. */
  static List<Question<?>> questions(Registry registry, List<String> directories) {
    List<Question<?>> questions = new ArrayList<>();
    for (String directory : directories) {
      paths(registry, directory).forEach(path -> questions.add(Path.look(path)));
      questions.add(Path.look(misnamed(directory)));
    }
    return questions;
  }

  /** Harbor's documentation has the registry's host for the name, Docker's has "client". */
  private static Stream<String> paths(Registry registry, String directory) {
    return Stream.of(registry.host(), "client", "server")
        .map(name -> directory + "/" + name + ".cert");
  }

  private static String misnamed(String directory) {
    return directory + "/ca.cert";
  }

  static List<String> warnings(Registry registry, List<String> directories, Facts facts) {
    List<String> warnings = new ArrayList<>();
    for (String directory : directories) {
      paths(registry, directory)
          .filter(path -> isOwnOf(registry, path, facts))
          .map(ClientCertificates::serversKey)
          .forEach(warnings::add);
      if (facts.at(misnamed(directory)) instanceof RegularFile) {
        warnings.add(
            "%s is taken for a client's certificate, and without a ca.key beside it every pull from"
                    .formatted(misnamed(directory))
                + " %s fails; remove it, CAs are in files that end in .crt".formatted(registry));
      }
    }
    return warnings;
  }

  private static boolean isOwnOf(Registry registry, String path, Facts facts) {
    return facts.at(path) instanceof RegularFile file
        && ServerLeaf.isOf(registry, file.content().latin1());
  }

  static String serversKey(String path) {
    String key = path.replaceFirst("\\.cert$", ".key");
    return ("%s is the registry's own certificate, so that %s is the private key of the server, which"
            + " no client needs and no other host should have; remove both, and replace the key if"
            + " others could read it")
        .formatted(path, key);
  }
}
