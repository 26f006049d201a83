// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.diff.FileDiff;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.testhosts.Planter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** No text of a host is anything but text in a file, and none can fill the disk. */
class HostileReportsTest {
  private static final Planter PLANTER =
      Planter.create()
          .with(Question.class, new Question.Tool(Planter.HOSTILE))
          .with(Content.class, Content.of(Planter.HOSTILE));

  /** Ends whatever markup or literal it stands in. */
  private static final String MARKUP =
      "\"'>]]>--></script></style><script>owned=1</script><img src=x onerror=owned=1>&amp;\\n"
          + "${x}\ufffe😀";

  @TempDir private Path directory;

  private Path write(String ending, Planter planter, String text) {
    Path file = directory.resolve("report" + ending);
    TestRun run = TestRun.rollout(file).begun(text);
    int number = 0;
    for (Outcome outcome : planter.all(Outcome.class)) {
      run.host(text + number++, outcome, new FileDiff(text, List.of(text, "+" + text)));
    }
    run.end();
    assertThat(run.problems()).isEmpty();
    return file;
  }

  @ParameterizedTest
  @EnumSource
  void controlCharactersAreVisible(ReportKind kind) throws Exception {
    Path file = write(ending(kind), PLANTER, Planter.HOSTILE);

    assertThat(Planter.unsafe(Files.readString(file))).isEmpty();
    read(kind, file);
  }

  @ParameterizedTest
  @EnumSource
  void markupIsText(ReportKind kind) throws Exception {
    Planter planter = PLANTER.with(String.class, MARKUP).with(Content.class, Content.of(MARKUP));

    Path file = write(ending(kind), planter, MARKUP);

    read(kind, file);
    String text = Files.readString(file);
    assertThat(text).contains("owned=1", "😀");
    if (kind == ReportKind.HTML) {
      assertThat(text).doesNotContain("<script>owned", "<img");
      assertThat(text.split("</script>", -1)).hasSize(3);
    }
    if (kind == ReportKind.JUNIT) {
      assertThat(JUnitFile.read(file).elements("testcase").getFirst().getAttribute("name"))
          .isEqualTo(MARKUP.replace("\ufffe", "\\ufffe") + "0");
    }
  }

  @ParameterizedTest
  @EnumSource
  void endlessTextsAreShortened(ReportKind kind) throws Exception {
    String endless = "z".repeat(5 << 20);
    Planter planter = PLANTER.with(String.class, endless).with(Content.class, Content.of("a"));

    assertThat(Files.size(write(ending(kind), planter, endless))).isLessThan(3 << 20);
  }

  private static String ending(ReportKind kind) {
    return Stream.of(".json", ".xml", ".prom", ".html")
        .filter(ending -> ReportKind.of(Path.of("x" + ending)).orElseThrow() == kind)
        .findFirst()
        .orElseThrow();
  }

  private static void read(ReportKind kind, Path file) throws Exception {
    switch (kind) {
      case JSON -> new JsonMapper().readTree(Files.readString(file));
      case JUNIT -> JUnitFile.read(file);
      case PROMETHEUS -> PrometheusFile.read(file);
      case HTML -> new JsonMapper().readTree(data(Files.readString(file)));
    }
  }

  private static String data(String page) {
    String start = "<script type=\"application/json\" id=\"data\">";
    int begin = page.indexOf(start) + start.length();
    return page.substring(begin, page.indexOf("</script>", begin));
  }

  @Test
  void thePagesPolicyLetsNothingElseThrough() throws Exception {
    String page = Files.readString(write(".html", PLANTER, "x"));

    assertThat(page.replace("&#39;", "'"))
        .containsPattern(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src"
                + " 'sha256-[A-Za-z0-9+/=]+'; script-src 'sha256-[A-Za-z0-9+/=]+'; base-uri 'none';"
                + " form-action 'none'\">");
  }
}
