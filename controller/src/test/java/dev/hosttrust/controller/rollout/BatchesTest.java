// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

import static dev.hosttrust.controller.rollout.TestJobs.job;
import static dev.hosttrust.controller.rollout.TestJobs.names;
import static dev.hosttrust.controller.rollout.TestJobs.nodes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which host has its turn when. */
class BatchesTest {
  private static List<Portion> serial(String text) {
    return Stream.of(text.split(",")).map(Portion::parse).map(Optional::orElseThrow).toList();
  }

  private static List<List<String>> divide(List<HostJob> hosts, String serial, HostOrder order) {
    return new Batches(serial.isEmpty() ? List.of() : serial(serial), order)
        .of(hosts, new Random(1)).stream().map(batch -> names(batch.hosts())).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "'1,10%,100%', 40, '1 4 35'",
    "'1', 3, '1 1 1'",
    "'2,1', 5, '2 1 1 1'",
    "'10%', 5, '1 1 1 1 1'",
    "'30%', 10, '3 3 3 1'",
    "'29%', 100, '28 28 28 16'",
    "'5', 3, '3'",
    "'', 3, '3'",
  })
  void theSizesAreTheListsAndItsLastEntryRepeats(String serial, int hosts, String sizes) {
    assertThat(divide(nodes(hosts), serial, HostOrder.INVENTORY).stream().map(List::size))
        .containsExactly(Stream.of(sizes.split(" ")).map(Integer::valueOf).toArray(Integer[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "INVENTORY, b2 a1 c3 a2",
    "REVERSE, a2 c3 a1 b2",
    "SORTED, a1 a2 b2 c3",
    "REVERSE_SORTED, c3 b2 a2 a1",
  })
  void hostsAreInTheOrderThatIsAskedFor(HostOrder order, String expected) {
    List<HostJob> hosts =
        Stream.of("b2", "a1", "c3", "a2").map(name -> job(name, Place.ANYWHERE)).toList();

    assertThat(String.join(" ", divide(hosts, "", order).getFirst())).isEqualTo(expected);
  }

  @Test
  void aShuffleIsOfAllHostsAndNotTheSameEachTime() {
    Batches shuffled = new Batches(List.of(), HostOrder.SHUFFLE);
    List<HostJob> hosts = nodes(50);

    List<String> one = names(shuffled.of(hosts, new Random(1)).getFirst().hosts());
    List<String> other = names(shuffled.of(hosts, new Random(2)).getFirst().hosts());

    assertThat(one).containsExactlyInAnyOrderElementsOf(other).isNotEqualTo(other);
  }

  @Test
  void canariesComeFirstByThemselvesAndOnce() {
    Place canary = new Place(true, Optional.empty(), false);
    List<HostJob> hosts = new ArrayList<>(nodes(3));
    hosts.add(2, job("canary1", canary));
    hosts.add(job("canary2", canary));

    assertThat(divide(hosts, "2", HostOrder.INVENTORY))
        .containsExactly(
            List.of("canary1", "canary2"), List.of("node0", "node1"), List.of("node2"));
  }

  @Test
  void oneZoneComesAfterTheOtherAndHostsOfNoneInTheEnd() {
    List<HostJob> hosts =
        List.of(
            job("nowhere", Place.ANYWHERE),
            job("west1", TestJobs.zone("west")),
            job("east1", TestJobs.zone("east")),
            job("west2", TestJobs.zone("west")),
            job("west3", TestJobs.zone("west")));

    assertThat(divide(hosts, "2", HostOrder.ZONES))
        .containsExactly(
            List.of("west1", "west2"), List.of("west3"), List.of("east1"), List.of("nowhere"));
    assertThat(divide(hosts, "", HostOrder.ZONES))
        .containsExactly(List.of("west1", "west2", "west3"), List.of("east1"), List.of("nowhere"));
  }

  @ParameterizedTest
  @EnumSource
  void everyHostIsInOneBatchCanariesFirstAndTheLastOnesLast(HostOrder order) {
    Random random = new Random(order.ordinal());
    for (int round = 0; round < 200; round++) {
      List<HostJob> hosts = fleet(random);
      List<Portion> serial = sizes(random);

      List<Batch> batches = new Batches(serial, order).of(hosts, random);

      List<HostJob> all = batches.stream().map(Batch::hosts).flatMap(List::stream).toList();
      assertThat(all).containsExactlyInAnyOrderElementsOf(hosts).doesNotHaveDuplicates();
      assertThat(all.stream().map(BatchesTest::rank)).isSorted();
      assertThat(batches)
          .allSatisfy(batch -> isWhole(batch, batches.size(), order, serial, hosts.size()));
      assertThat(batches.stream().map(Batch::number))
          .containsExactlyElementsOf(Stream.iterate(1, n -> n + 1).limit(batches.size()).toList());
    }
  }

  private static void isWhole(
      Batch batch, int of, HostOrder order, List<Portion> serial, int hosts) {
    assertThat(batch.of()).isEqualTo(of);
    assertThat(batch.hosts()).isNotEmpty();
    assertThat(batch.hosts().stream().map(host -> host.place().canary()).distinct()).hasSize(1);
    if (order == HostOrder.ZONES) {
      assertThat(batch.hosts().stream().map(host -> host.place().zone()).distinct()).hasSize(1);
    }
    if (!batch.hosts().getFirst().place().canary()) {
      assertThat(batch.hosts().size())
          .isLessThanOrEqualTo(
              serial.stream().mapToInt(portion -> portion.of(hosts)).max().orElse(hosts));
    }
  }

  /** Canaries before others, and of both those that come last in the end. */
  private static int rank(HostJob host) {
    return (host.place().canary() ? 0 : 2) + (host.place().last() ? 1 : 0);
  }

  private static List<HostJob> fleet(Random random) {
    List<HostJob> hosts = new ArrayList<>();
    int number = 1 + random.nextInt(60);
    for (int i = 0; i < number; i++) {
      Optional<String> zone =
          Optional.of("zone" + random.nextInt(4)).filter(z -> !z.equals("zone0"));
      Place place = new Place(random.nextInt(8) == 0, zone, random.nextInt(5) == 0);
      hosts.add(job("node" + random.nextInt(1000) + "-" + i, place));
    }
    return hosts;
  }

  private static List<Portion> sizes(Random random) {
    return Stream.generate(
            () ->
                random.nextBoolean()
                    ? Portion.hosts(1 + random.nextInt(20))
                    : Portion.percent(1 + random.nextInt(100)))
        .limit(random.nextInt(4))
        .toList();
  }

  @Test
  void tenThousandHostsInThreeBatchesAreRunWithoutBeingKept() throws InterruptedException {
    List<Batch> batches =
        new Batches(serial("1,10%,100%"), HostOrder.SORTED).of(nodes(10_000), new Random(1));
    List<String> told = new ArrayList<>();
    RolloutListener listener =
        new RolloutListener() {
          @Override
          public void batch(Batch batch) {
            told.add(batch.title());
          }

          @Override
          public void phase(String host, Phase phase) {}

          @Override
          public void done(HostResult result) {}
        };
    Rollout rollout =
        new Rollout(
            TestJobs.dryRun(64),
            new FailureLimit(List.of(), true),
            Pauses.NONE,
            new Stop(),
            listener);

    Recap recap = rollout.runBatches(batches);

    assertThat(recap.unreachable()).isEqualTo(10_000);
    assertThat(told)
        .containsExactly(
            "batch 1 of 3 (1 host)", "batch 2 of 3 (1000 hosts)", "batch 3 of 3 (8999 hosts)");
  }
}
