// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.PathFact.RegularFile;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.plan.Steps;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.agent.trust.RegistryFile;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code certs.d}: a directory for each registry, with the registry's name, that holds its {@code
 * ca.crt} (Docker, "Verify repository client with certificates"). It is read at each connection, so
 * nothing needs a restart.
 */
final class CertsDirectory implements Store {
  static final CertsDirectory DOCKER = new CertsDirectory("docker", "/etc/docker");

  private final String id;
  private final String parent;

  private CertsDirectory(String id, String parent) {
    this.id = id;
    this.parent = parent;
  }

  private String directory() {
    return parent + "/certs.d";
  }

  private String directory(Registry registry) {
    return directory() + "/" + registry;
  }

  private String file(Registry registry) {
    return directory(registry) + "/ca.crt";
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public List<Question<?>> questions(Wanted wanted, Facts known) {
    List<Question<?>> questions = new ArrayList<>();
    List<RegistryFile> files = wanted.spec().registryFiles();
    if (!files.isEmpty()) {
      questions.add(Path.directory(parent));
      questions.add(Path.directory(directory()));
    }
    for (RegistryFile file : files) {
      questions.add(Path.directory(directory(file.registry())));
      questions.add(Path.file(file(file.registry())));
    }
    return questions;
  }

  @Override
  public boolean isOn(Wanted wanted, Facts facts) {
    return true;
  }

  @Override
  public List<String> obstacles(Wanted wanted, Facts facts) {
    return List.of();
  }

  @Override
  public void plan(Wanted wanted, Facts facts, Steps steps) {
    List<RegistryFile> files = wanted.spec().registryFiles();
    if (!files.isEmpty()) {
      steps.directory(parent);
      steps.directory(directory());
    }
    for (RegistryFile file : files) {
      steps.ownDirectory(directory(file.registry()));
      steps.file(file(file.registry()), Content.of(file.content()));
    }
  }

  @Override
  public List<Proof> proofs(Wanted wanted, Facts facts) {
    List<Proof> proofs = new ArrayList<>();
    for (Anchor anchor : wanted.spec().anchors()) {
      for (RegistryFile registry : wanted.spec().registryFiles()) {
        String path = file(registry.registry());
        if (anchor.registries().contains(registry.registry())
            && facts.at(path) instanceof RegularFile file) {
          proofs.add(
              new Proof(
                  id,
                  anchor.name().value(),
                  Proof.Kind.FILE,
                  facts.real(path),
                  file.content().sha256()));
        }
      }
    }
    return proofs;
  }
}
