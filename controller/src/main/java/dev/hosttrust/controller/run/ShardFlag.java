// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.controller.rollout.Shard;
import dev.hosttrust.words.Findings;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code --shard}: {@code 2/4}, or {@code job/4} in a pod of an Indexed Job. */
final class ShardFlag {
  /**
   * Which pod of an Indexed Job this is, from 0: Kubernetes sets it
   * (https://kubernetes.io/docs/concepts/workloads/controllers/job/#completion-mode).
   */
  private static final String INDEX = "JOB_COMPLETION_INDEX";

  private static final Pattern FORM = Pattern.compile("(job|\\d{1,9})/(\\d{1,9})");

  private final String flag;
  private final Findings findings;

  private ShardFlag(String flag, Findings findings) {
    this.flag = flag;
    this.findings = findings;
  }

  /**
   * The shard that a value stands for; empty if there is no value, or a problem, which the findings
   * say.
   *
   * @param variables of the environment
   */
  static Optional<Shard> read(
      @Nullable String value, Map<String, String> variables, Findings findings) {
    return value == null
        ? Optional.empty()
        : new ShardFlag("--shard " + value, findings).read(value, variables);
  }

  private Optional<Shard> read(String value, Map<String, String> variables) {
    Matcher form = FORM.matcher(value);
    if (!form.matches()) {
      return problem(
          "names no part of the fleet",
          "write such as 2/4 for the second of four, or job/4 in a pod of an Indexed Job");
    }
    int of = Integer.parseInt(form.group(2));
    if (of < 1 || of > Shard.MOST) {
      return problem(
          "there cannot be %d shards".formatted(of),
          "give a number from 1 to %d behind the slash".formatted(Shard.MOST));
    }
    return form.group(1).equals("job")
        ? ofJob(variables.get(INDEX), of)
        : numbered(Integer.parseInt(form.group(1)), of);
  }

  private Optional<Shard> numbered(int number, int of) {
    return number < 1 || number > of
        ? problem(
            "there is no shard %d of %d".formatted(number, of),
            "they are 1/%d to %d/%d".formatted(of, of, of))
        : Optional.of(new Shard(number, of));
  }

  private Optional<Shard> ofJob(@Nullable String index, int of) {
    if (index == null) {
      return problem(
          INDEX + " is not set",
          "Kubernetes sets it in the pods of a Job with completionMode: Indexed; elsewhere write"
              + " such as 1/"
              + of);
    }
    if (!index.matches("\\d{1,9}")) {
      return problem(INDEX + " is '" + index + "'", "it must be a number from 0");
    }
    int pod = Integer.parseInt(index);
    return pod >= of
        ? problem(
            "%s is %d, and counts from 0".formatted(INDEX, pod),
            "give the Job's number of completions behind the slash")
        : Optional.of(new Shard(pod + 1, of));
  }

  private Optional<Shard> problem(String what, String remedy) {
    findings.problem(flag, what, remedy);
    return Optional.empty();
  }
}
