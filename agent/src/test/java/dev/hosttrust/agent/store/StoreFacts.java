// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.TestSpecs;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.facts.Attributes;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.PathFact;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.plan.Obstacles;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Step.WriteFile;
import dev.hosttrust.agent.trust.TreeRoot;
import dev.hosttrust.agent.trust.TrustSpec;
import java.util.List;

/** Facts of a host for one test of one store, and what is planned from them. */
final class StoreFacts {
  static final CaCertificate CA = TestSpecs.ca("Registry CA");

  private final Facts.Builder facts = new Facts.Builder().identity(0, 0);

  StoreFacts directory(String path) {
    facts.at(path, new PathFact.Directory(new Attributes(0755, 0, 0), true));
    return this;
  }

  StoreFacts file(String path, String content) {
    facts.at(path, new PathFact.RegularFile(new Attributes(0600, 0, 0), Content.of(content)));
    return this;
  }

  StoreFacts at(String path, PathFact fact) {
    facts.at(path, fact);
    return this;
  }

  <A> StoreFacts answer(Question<A> question, A answer) {
    facts.answer(question, answer);
    return this;
  }

  Facts facts() {
    return facts.build();
  }

  static Wanted wanted(Stores stores, String... registries) {
    TrustSpec spec = new TrustSpec(List.of(TestSpecs.anchor("registry", CA, registries)));
    return new Wanted(TreeRoot.SYSTEM, spec, stores);
  }

  Plan plan(Wanted wanted) {
    assertThat(Planner.plan(wanted, facts())).isInstanceOf(Plan.class);
    return (Plan) Planner.plan(wanted, facts());
  }

  List<String> obstacles(Wanted wanted) {
    assertThat(Planner.plan(wanted, facts())).isInstanceOf(Obstacles.class);
    return ((Obstacles) Planner.plan(wanted, facts())).reasons();
  }

  /** The files that a plan writes. */
  static List<String> files(Plan plan) {
    return plan.steps().stream()
        .filter(WriteFile.class::isInstance)
        .map(step -> ((WriteFile) step).path())
        .toList();
  }

  /** What a plan writes into the last of its files. */
  static String lastContent(Plan plan) {
    return ((WriteFile) plan.steps().getLast()).content().text();
  }
}
