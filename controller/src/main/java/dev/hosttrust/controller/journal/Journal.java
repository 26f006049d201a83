// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.journal;

import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.controller.report.Report;
import dev.hosttrust.controller.report.RunEnd;
import dev.hosttrust.controller.rollout.Batch;
import dev.hosttrust.controller.rollout.HostJob;
import dev.hosttrust.controller.rollout.HostResult;
import dev.hosttrust.controller.rollout.Pause;
import dev.hosttrust.controller.rollout.Phase;
import dev.hosttrust.controller.rollout.Shard;
import dev.hosttrust.words.FileFaults;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Writes down what comes of each host, before any other report tells of it: it is to be the first
 * among {@link dev.hosttrust.controller.report.Reports}. Where the disk is full the rollout goes on
 * without it, after a warning.
 *
 * <p>Each line is handed to the kernel at once, so that it outlasts this process. What came of a
 * host is synced to the disk as well, so that it outlasts a crash of this machine; of hosts that
 * were as they should be, a crash may cost the last tenth of a second, and with it another look at
 * them.
 */
public final class Journal implements Report {
  /**
   * Hosts on which nothing is to be done come by the hundred a second, and a sync takes its time.
   */
  private static final Duration BETWEEN_SYNCS = Duration.ofMillis(100);

  /** More kinds of evidence than these are written with each host. */
  private static final int MOST_EVIDENCE = 1000;

  private final JournalFile file;
  private final InstantSource clock;
  private final Consumer<String> warnings;
  private final Map<List<Proof>, Integer> numbers = new HashMap<>();
  private boolean paused;
  private boolean broken;
  private long lastSync = System.nanoTime();

  private Journal(OpenJournal open, InstantSource clock, Consumer<String> warnings) {
    this.file = open.file();
    this.clock = clock;
    this.warnings = warnings;
  }

  /** Writes what the rollout is, and gets ready for what comes of it. */
  public static Journal begin(
      OpenJournal open,
      Invocation invocation,
      Optional<Shard> shard,
      List<HostJob> jobs,
      InstantSource clock,
      Consumer<String> warnings) {
    Journal journal = new Journal(open, clock, warnings);
    journal.write(JournalLines.rollout(invocation, shard, jobs), true);
    return journal;
  }

  /** Goes on with a journal, whose end was read before. */
  public static Journal resume(
      OpenJournal open, Invocation invocation, InstantSource clock, Consumer<String> warnings) {
    Journal journal = new Journal(open, clock, warnings);
    journal.write(JournalLines.resumed(invocation), true);
    return journal;
  }

  @Override
  public void pausing(Pause pause) {
    paused = true;
    write(JournalLines.paused(now(), pause), false);
  }

  /** Batches are known to whoever repeats the command; what counts is that a pause is over. */
  @Override
  public void batch(Batch batch) {
    if (paused) {
      paused = false;
      write(JournalLines.wentOn(now()), false);
    }
  }

  @Override
  public void phase(String host, Phase phase) {
    if (phase == Phase.CHANGING) {
      write(JournalLines.changing(now(), host), false);
    }
  }

  @Override
  public void done(HostResult result) {
    List<Proof> proofs = JournalLines.proofs(result.outcome());
    OptionalInt number = proofs.isEmpty() ? OptionalInt.empty() : number(proofs);
    boolean sync =
        !(result.outcome() instanceof Unchanged)
            || System.nanoTime() - lastSync > BETWEEN_SYNCS.toNanos();
    write(JournalLines.host(now(), result, number), sync);
  }

  /** The number under which evidence was written; it is written now, if it was not before. */
  private OptionalInt number(List<Proof> proofs) {
    Integer known = numbers.get(proofs);
    if (known != null) {
      return OptionalInt.of(known);
    }
    if (numbers.size() == MOST_EVIDENCE) {
      return OptionalInt.empty();
    }
    int number = numbers.size();
    numbers.put(proofs, number);
    write(JournalLines.evidence(number, proofs), false);
    return OptionalInt.of(number);
  }

  @Override
  public void finished(RunEnd end) {
    write(JournalLines.end(now(), end), true);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private void write(String line, boolean sync) {
    if (broken) {
      return;
    }
    try {
      file.append(line);
      if (sync) {
        file.sync();
        lastSync = System.nanoTime();
      }
    } catch (IOException e) {
      broken = true;
      warnings.accept(
          "the journal cannot be written any more, so --resume and 'hosttrust show' will not know of"
              + " what is done from now on: "
              + FileFaults.failure(file.path(), e));
    }
  }
}
