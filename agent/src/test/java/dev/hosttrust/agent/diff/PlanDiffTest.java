// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.PatchFailedException;
import dev.hosttrust.agent.TestSpecs;
import dev.hosttrust.agent.facts.Attributes;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.PathFact;
import dev.hosttrust.agent.plan.Step.WriteFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanDiffTest {
  private static final Attributes FILE = new Attributes(0644, 0, 0);
  private static final String CA = new String(TestSpecs.ca("A").pem(), StandardCharsets.US_ASCII);

  /** The diff, taken as a patch, makes the one file of the other. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10, 60, 300, 1200})
  void isExactForOrdinaryFiles(int changes) throws Exception {
    Random random = new Random(changes);
    List<String> before =
        new ArrayList<>(IntStream.range(0, 3000).mapToObj(i -> "mozilla/Root_" + i).toList());
    List<String> after = new ArrayList<>(before);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(after.size());
      switch (i % 3) {
        case 0 -> after.set(at, "!" + after.get(at));
        case 1 -> after.add(at, "local/new-" + i);
        default -> after.remove(at);
      }
    }
    String wanted = lines(after);

    List<String> diff = diff(lines(before), wanted);

    assertThat(patched(lines(before), diff)).isEqualTo(wanted);
  }

  @Test
  void isExactWhereAFileOfThousandsOfLinesIsReplaced() throws Exception {
    String before = lines(IntStream.range(0, 4000).mapToObj(i -> "old " + i).toList());
    String after = lines(IntStream.range(0, 4500).mapToObj(i -> "new " + i).toList());

    assertThat(
            patched(
                "same\n" + before + "end\n",
                diff("same\n" + before + "end\n", "same\n" + after + "end\n")))
        .isEqualTo("same\n" + after + "end\n");
  }

  @Test
  void showsOneLineThatIsAddedToAFileOfAMillion() {
    String million = "\n".repeat(1_000_000);

    assertThat(diff(million, million + "local/a.crt\n"))
        .containsExactly(
            "--- /f", "+++ /f", "@@ -999998,3 +999998,4 @@", " ", " ", " ", "+local/a.crt");
  }

  /** Blocks of PEM have their first and last lines in common, which no diff may make use of. */
  @ParameterizedTest
  @ValueSource(strings = {"AB B", "BA B", "B AB", "B BA", "BAC BC", "#B A#B", "A#B#C A#C", "A# B#"})
  void showsWholeCertificatesAndNoPartOfAnother(String beforeAndAfter) throws Exception {
    String[] states = beforeAndAfter.split(" ", -1);
    String before = certificates(states[0]);
    String after = certificates(states[1]);

    List<String> diff = diff(before, after);

    for (String sign : List.of("+", "-", " ")) {
      assertThat(ofSign(diff, sign).replaceAll("(?s)-----BEGIN .*?-----END CERTIFICATE-----\n", ""))
          .doesNotContain("-----")
          .doesNotContainPattern("[A-Za-z0-9+/=]{20}");
    }
    assertThat(ofSign(diff, " ")).doesNotContain("-----");
    assertThat(applied(before, diff)).isEqualTo(after);
  }

  private static String ofSign(List<String> diff, String sign) {
    return lines(
        diff.stream()
            .skip(2)
            .filter(line -> line.startsWith(sign))
            .map(line -> line.substring(1))
            .toList());
  }

  /** As patch(1) does it that goes by the numbers of lines alone. */
  private static String applied(String before, List<String> diff) {
    List<String> old = before.lines().toList();
    List<String> made = new ArrayList<>();
    int read = 0;
    for (String line : diff.subList(2, diff.size())) {
      if (line.startsWith("@@")) {
        int[] numbers =
            Pattern.compile("[0-9]+")
                .matcher(line)
                .results()
                .mapToInt(number -> Integer.parseInt(number.group()))
                .toArray();
        int begin = numbers[1] == 0 ? numbers[0] : numbers[0] - 1;
        made.addAll(old.subList(read, begin));
        read = begin;
        assertThat(made).hasSize(numbers[3] == 0 ? numbers[2] : numbers[2] - 1);
      } else if (line.startsWith("+")) {
        made.add(line.substring(1));
      } else {
        assertThat(line.substring(1)).isEqualTo(old.get(read));
        if (line.startsWith(" ")) {
          made.add(old.get(read));
        }
        read++;
      }
    }
    made.addAll(old.subList(read, old.size()));
    return lines(made);
  }

  /** A's certificate for each A, and a line of text for each number sign. */
  private static String certificates(String names) {
    return names
        .chars()
        .mapToObj(Character::toString)
        .map(
            name ->
                name.equals("#")
                    ? "# a comment\n"
                    : new String(TestSpecs.ca(name).pem(), StandardCharsets.US_ASCII))
        .collect(Collectors.joining());
  }

  @Test
  void endsSoonWhereAFileOfAMillionLinesIsReplaced() {
    List<String> diff = diff("\n".repeat(1_000_000), CA);

    assertThat(diff).contains("@@ -1,1000000 +1," + CA.lines().count() + " @@");
    assertThat(diff).contains("\\ 995000 more lines with -");
    assertThat(diff.stream().filter(line -> line.startsWith("+")).skip(1).map(l -> l.substring(1)))
        .containsExactlyElementsOf(CA.lines().toList());
    assertThat(diff.stream().filter("-"::equals)).hasSize(5000);
  }

  @Test
  void endsSoonWhereBothFilesHaveAMillionLines() {
    assertThat(diff("\n".repeat(1_000_000) + CA, "a\n".repeat(500_000) + CA))
        .contains("\\ 995000 more lines with -", "\\ 495000 more lines with +");
  }

  @Test
  void cutsALineThatIsLongerThanAScreen() {
    assertThat(diff("x".repeat(1_000_000), CA))
        .contains("-" + "x".repeat(959) + "... (999041 more characters)");
  }

  /** What a line says of a file stands below that file's headline. */
  @Test
  void saysBelowTheHeadlineOfAFileWhenItTakesEffect() {
    WriteFile write =
        new WriteFile(
            "/f",
            new PathFact.RegularFile(FILE, Content.of("a\n")),
            FILE,
            Content.of("b\n"),
            "at the next pull");

    assertThat(PlanDiff.of(write).lines())
        .startsWith("edit /f", "  takes effect at the next pull", "--- /f", "+++ /f");
  }

  private static String lines(List<String> lines) {
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  private static List<String> diff(String before, String after) {
    WriteFile write =
        new WriteFile(
            "/f", new PathFact.RegularFile(FILE, Content.of(before)), FILE, Content.of(after));
    return PlanDiff.of(write).lines();
  }

  private static String patched(String before, List<String> diff) throws PatchFailedException {
    List<String> lines = before.lines().toList();
    return lines(DiffUtils.patch(lines, UnifiedDiffUtils.parseUnifiedDiff(diff)));
  }
}
