// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {
  private static List<Integer> shardsWith(String host, int of) {
    return IntStream.rangeClosed(1, of)
        .filter(number -> new Shard(number, of).has(host))
        .boxed()
        .toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyHostIsInExactlyOneShard(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      int of = 1 + random.nextInt(200);
      String host =
          random
              .ints(1 + random.nextInt(40), 1, 0x2fff)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      assertThat(shardsWith(host, of)).as("%s of %d", host, of).hasSize(1);
    }
  }

  /** Which is why a host that is added moves no other: the others are not even looked at. */
  @Test
  void theShardIsWhatTheNamesSha256Says() throws IOException, InterruptedException {
    List<String> hosts =
        Stream.concat(
                IntStream.range(0, 100).mapToObj("node%03d.example.com"::formatted),
                Stream.of("db", "10.0.0.7", "knoten-ä", "ip-10-0-0-1.eu-west-1.internal"))
            .toList();
    String program =
        "for host; do echo $((0x$(printf %s \"$host\" | sha256sum | cut -c1-8) % 7 + 1)); done";
    Process shell =
        new ProcessBuilder(
                Stream.concat(Stream.of("sh", "-c", program, "sh"), hosts.stream()).toList())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<Integer> expected = shell.inputReader().lines().map(Integer::valueOf).toList();
    assertThat(shell.waitFor()).isZero();

    assertThat(hosts.stream().map(host -> shardsWith(host, 7)))
        .containsExactlyElementsOf(expected.stream().map(List::of).toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 10, 16, 64})
  void shardsAreAboutTheSameSize(int of) {
    List<String> hosts = IntStream.range(0, 10_000).mapToObj("node%05d"::formatted).toList();
    double mean = 10_000.0 / of;
    // What chance gives lies within four deviations.
    double most = 4 * Math.sqrt(mean);

    for (int number = 1; number <= of; number++) {
      Shard shard = new Shard(number, of);
      assertThat((double) hosts.stream().filter(shard::has).count())
          .as(shard.words())
          .isBetween(mean - most, mean + most);
    }
  }

  @ParameterizedTest
  @CsvSource({"1/1", "2/4", "10000/10000"})
  void isReadAsItIsWritten(String text) {
    assertThat(Shard.parse(text).map(Shard::toString)).contains(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0/4", "5/4", "1/0", "1", "/", "a/b", "-1/4", "1/10001", "1/4 "})
  void whatIsNoShardIsNotRead(String text) {
    assertThat(Shard.parse(text)).isEqualTo(Optional.empty());
  }

  @Test
  void aShardThatThereCannotBeIsNotMade() {
    assertThatThrownBy(() -> new Shard(5, 4)).isInstanceOf(IllegalArgumentException.class);
  }
}
