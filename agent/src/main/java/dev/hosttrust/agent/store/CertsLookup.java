// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.plan.Steps;
import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.agent.trust.RegistryFile;
import java.util.List;
import java.util.function.Predicate;

/** In which directories programs look for the CA of a registry, and what else counts for them. */
interface CertsLookup {

  /** What decides about a registry, besides its directories; asked again as a store is. */
  List<Question<?>> questions(Registry registry, Facts known);

  /**
   * Every directory that may have to hold the registry's CA, such as {@code
   * /etc/docker/certs.d/HOST}.
   */
  List<String> candidates(Registry registry, Facts known);

  /**
   * Those of the candidates that these programs read. One that goes is read no more, and there is
   * nothing in it.
   *
   * @param stays whether a directory is there and stays
   */
  default List<String> read(Registry registry, Facts facts, Predicate<String> stays) {
    return candidates(registry, facts).stream().filter(stays).toList();
  }

  /**
   * Files from which these programs take a registry's CA, besides all in the candidates, as far as
   * they are known.
   */
  List<String> others(Registry registry, Facts known);

  /** The directories in which the candidates are. */
  List<String> roots();

  /** Those of the roots that are for these programs first of all. */
  List<String> ownRoots();

  /** Those of the candidates in which the CA has to be, so that all programs trust it. */
  List<String> winners(Registry registry, Wanted wanted, Facts facts);

  /** Whether the host has a program that looks here. */
  boolean isOn(Facts facts);

  /** What has to be so besides, and what keeps programs from trusting the registry all the same. */
  void plan(RegistryFile registry, Wanted wanted, Facts facts, Steps steps);
}
