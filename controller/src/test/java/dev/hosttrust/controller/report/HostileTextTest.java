// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.diff.PlanDiff;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.AnchorName;
import dev.hosttrust.controller.rollout.HostResult;
import dev.hosttrust.controller.rollout.Phase;
import dev.hosttrust.controller.rollout.Recap;
import dev.hosttrust.controller.ssh.hostkey.HostKey;
import dev.hosttrust.controller.ssh.hostkey.HostKeyVerdict.Unknown;
import dev.hosttrust.inventories.nodeset.NodeSet;
import dev.hosttrust.testhosts.Planter;
import dev.hosttrust.testhosts.TestCa;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** No text of a host, a file or a variable reaches a terminal as it is, wherever it comes in. */
class HostileTextTest {
  private static final String HOSTILE = Planter.HOSTILE;
  private static final Pattern OURS =
      Pattern.compile(
          "ESC\\[[0-9]+m|\rESC\\[\\?7l|ESC\\[K\r\n|ESC\\[JESC\\[\\?7h\r(ESC\\[1A)?|\rESC\\[J"
              .replace("ESC", "\u001b"));

  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

  /** Ways out of the program. */
  enum Way {
    TEXT,
    COLOURED,
    JSON;

    private Report report(StringWriter out, List<String> hosts) {
      Lines lines = new Lines(new PrintWriter(out), this == COLOURED);
      Progress.Place place = new Progress.Place(lines, true, true);
      return this == JSON
          ? new JsonReport(lines, CLOCK, PLANTER.all(Run.class).getFirst())
          : new TextReport(
              lines,
              new Progress(place, hosts.size(), CLOCK, () -> 1000),
              new TextReport.Detail(false, true, true),
              hosts,
              NodeSet::toString);
    }
  }

  private static final Planter PLANTER =
      Planter.create()
          .with(Question.class, new Question.Tool(HOSTILE))
          .with(Content.class, Content.of(HOSTILE))
          .with(HostKey.class, hostKey("ssh-\u001b[2J\u0007"));

  private static HostKey hostKey(String type) {
    byte[] name = type.getBytes(StandardCharsets.UTF_8);
    return HostKey.parse(ByteBuffer.allocate(4 + name.length).putInt(name.length).put(name).array())
        .orElseThrow();
  }

  /** Every outcome that there is, with the diff that it really has, and the planted one. */
  private static Stream<HostResult> results() {
    return PLANTER.all(HostResult.class).stream()
        .flatMap(
            result ->
                Stream.of(
                    result,
                    new HostResult(
                        HOSTILE, result.outcome(), PlanDiff.of(plan(result)), result.took())));
  }

  private static Plan plan(HostResult result) {
    return switch (result.outcome()) {
      case Outcome.Changed changed -> changed.plan();
      case Outcome.WouldChange would -> would.plan();
      default -> PLANTER.all(Plan.class).getFirst();
    };
  }

  private static void assertHarmless(Way way, String output) {
    // The escape sequences that the report writes itself: colours, and those of the progress.
    String rest = OURS.matcher(output).replaceAll("");
    assertThat(Planter.unsafe(rest)).as(output).isEmpty();
    assertThat(output).contains("owned");
    if (way == Way.JSON) {
      assertThat(output.lines()).allSatisfy(HostileTextTest::assertJson);
    }
  }

  private static void assertJson(String line) {
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), line)) {
      assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
      int depth = 1;
      while (depth > 0) {
        JsonToken token = parser.nextToken();
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      }
      assertThat(parser.nextToken()).isNull();
    }
  }

  static Stream<Arguments> waysAndResults() {
    return Stream.of(Way.values()).flatMap(way -> results().map(r -> Arguments.of(way, r)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("waysAndResults")
  void ofAResultOfAHost(Way way, HostResult result) {
    StringWriter out = new StringWriter();
    Report report = way.report(out, List.of(HOSTILE));

    report.phase(HOSTILE, Phase.CONNECTING);
    report.done(result);
    report.finished(new RunEnd(Recap.NONE.plus(result.outcome()), List.of(), Duration.ZERO));

    assertHarmless(way, out.toString());
  }

  @ParameterizedTest
  @EnumSource
  void ofWhatIsSaidBesideTheHosts(Way way) throws CertificateException {
    StringWriter out = new StringWriter();
    Report report = way.report(out, List.of(HOSTILE));
    // RFC 2253: a value in hex is its BER, here a UTF8String.
    byte[] name = HOSTILE.replace("\ud800", "").getBytes(StandardCharsets.UTF_8);
    String value = "#0c%02x%s".formatted(name.length, HexFormat.of().formatHex(name));
    CaCertificate ca = CaCertificate.ofDer(TestCa.named(value).der());

    report.anchors(List.of(new Anchor(new AnchorName("ca"), ca, List.of())));
    report.warning(HOSTILE);
    report.finished(new RunEnd(Recap.NONE, PLANTER.all(Unknown.class), Duration.ZERO));

    assertHarmless(way, out.toString());
  }

  @Test
  void ofAHostThatIsAtWork() {
    StringWriter out = new StringWriter();
    Lines lines = new Lines(new PrintWriter(out), true);
    Progress progress = new Progress(new Progress.Place(lines, true, true), 1, CLOCK, () -> 0);

    progress.phase(HOSTILE, Phase.LOOKING);
    progress.refresh(1000);

    assertHarmless(Way.COLOURED, out.toString());
  }

  @ParameterizedTest
  @EnumSource
  void ofAHostThatFailsAmongMany(Way way) {
    StringWriter out = new StringWriter();
    List<String> hosts = Stream.iterate(0, i -> i + 1).limit(20).map(i -> HOSTILE + i).toList();
    Report report = way.report(out, hosts);

    for (String host : hosts) {
      Outcome failed = new Outcome.Failed(List.of(HOSTILE, HOSTILE));
      report.done(new HostResult(host, failed, List.of(), Duration.ZERO));
    }
    report.finished(new RunEnd(Recap.NONE, List.of(), Duration.ZERO));

    assertHarmless(way, out.toString());
  }

  @ParameterizedTest
  @EnumSource
  void longTextsAreShortened(Way way) {
    StringWriter out = new StringWriter();
    String endless = "z".repeat(15 << 20);
    Planter endlessly = PLANTER.with(String.class, endless).with(Content.class, Content.of("a"));

    for (HostResult result : endlessly.all(HostResult.class)) {
      Report report = way.report(out, List.of(endless));
      report.done(result);
      report.finished(new RunEnd(Recap.NONE, List.of(), Duration.ZERO));
    }

    assertThat(out.toString()).hasSizeLessThan(2 << 20).contains("more characters)");
  }

  @ParameterizedTest
  @EnumSource
  void norDoReasonsWithoutNumber(Way way) {
    StringWriter out = new StringWriter();
    List<String> million = Collections.nCopies(1_000_000, "no");
    Report report = way.report(out, List.of("a"));

    report.done(new HostResult("a", new Outcome.Failed(million), List.of(), Duration.ZERO));
    report.finished(new RunEnd(Recap.NONE, List.of(), Duration.ZERO));

    assertThat(out.toString()).hasSizeLessThan(10_000).contains("(999901 more)");
  }
}
