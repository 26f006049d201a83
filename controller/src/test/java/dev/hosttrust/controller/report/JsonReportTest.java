package dev.hosttrust.controller.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.Outcome.WouldChange;
import dev.hosttrust.agent.evidence.Evidence;
import dev.hosttrust.agent.facts.Attributes;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.PathFact.RegularFile;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Step;
import dev.hosttrust.controller.rollout.HostResult;
import dev.hosttrust.testhosts.TestCa;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonReportTest {
  private static final Evidence PROOF = new Evidence(List.of());
  private static final Attributes FILE = new Attributes(0644, 0, 0);

  @Test
  void saysWhatIsReplacedAndWhatElseIsTrusted() {
    Content before = Content.of(TestCa.named("Team A").pem());
    Step write =
        new Step.WriteFile("/x.crt", new RegularFile(FILE, before), FILE, Content.of("new"));
    Plan plan = new Plan(List.of(write), new LinkedHashMap<>(), List.of("also trusts x"));
    String replaces =
        ".*\"replaces\":\\[\\{\"path\":\"/x.crt\",\"certificates\":\\[\\{\"subject\":\"CN=Team A\","
            + "\"not_after\":\"[^\"]+Z\",\"sha256\":\"[0-9a-f]{64}\"}]}].*";

    assertThat(line(new WouldChange(plan)))
        .matches(replaces)
        .contains("\"warnings\":[\"also trusts x\"]");
    assertThat(line(new Changed(plan, PROOF, List.of("W: odd"))))
        .matches(replaces)
        .contains("\"warnings\":[\"W: odd\"]");
    assertThat(line(new Unchanged(PROOF, List.of("also trusts x"))))
        .contains("\"warnings\":[\"also trusts x\"]")
        .doesNotContain("replaces");
  }

  private static String line(Outcome outcome) {
    StringWriter out = new StringWriter();
    new JsonReport(new PrintWriter(out)).done(new HostResult("a", outcome, Duration.ZERO));
    return out.toString().strip();
  }
}
