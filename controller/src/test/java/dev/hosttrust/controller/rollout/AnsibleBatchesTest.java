// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The sizes of batches beside those that ansible-core's own code makes of the same numbers. */
class AnsibleBatchesTest {
  /** Reads a number of hosts and a serial from each line, and prints the sizes of the batches. */
  private static final String PROGRAM =
      """
      import sys
      from types import SimpleNamespace as Some
      from ansible.executor.playbook_executor import PlaybookExecutor
      for line in sys.stdin:
          hosts, serial = line.split()
          inventory = Some(get_hosts=lambda pattern, order: list(range(int(hosts))))
          play = Some(hosts='all', order=None, serial=serial.split(','))
          batches = PlaybookExecutor._get_serialized_batches(Some(_inventory=inventory), play)
          print(' '.join(str(len(batch)) for batch in batches))
      """;

  private static final List<String> SERIALS =
      List.of("1", "3", "1,10%,100%", "5,5%", "7%", "29%", "33%", "57%,2", "99%", "0%,100%");

  @Test
  void areTheSame() throws IOException, InterruptedException {
    List<String> questions = new ArrayList<>();
    for (int hosts = 1; hosts <= 120; hosts++) {
      for (String serial : SERIALS) {
        questions.add(hosts + " " + serial);
      }
    }

    assertThat(questions.stream().map(AnsibleBatchesTest::ours))
        .containsExactlyElementsOf(ansibles(questions));
  }

  private static List<String> ansibles(List<String> questions)
      throws IOException, InterruptedException {
    Process python =
        new ProcessBuilder("/usr/bin/python3", "-c", PROGRAM)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Thread.startVirtualThread(
        () -> {
          try (var stdin = python.outputWriter()) {
            stdin.write(String.join("\n", questions));
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
    List<String> answers = python.inputReader().lines().toList();
    assertThat(python.waitFor()).isZero();
    return answers;
  }

  private static String ours(String question) {
    String[] words = question.split(" ");
    List<Portion> serial =
        Stream.of(words[1].split(",")).map(Portion::parse).map(Optional::orElseThrow).toList();
    return new Batches(serial, HostOrder.INVENTORY)
        .of(TestJobs.nodes(Integer.parseInt(words[0])), new Random(1)).stream()
            .map(batch -> Integer.toString(batch.hosts().size()))
            .collect(Collectors.joining(" "));
  }
}
