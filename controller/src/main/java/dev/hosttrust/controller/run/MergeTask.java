// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.process.ExitCode;
import dev.hosttrust.controller.report.MergedText;
import dev.hosttrust.controller.report.RunEnd;
import dev.hosttrust.controller.report.file.ReportFile;
import dev.hosttrust.controller.report.merge.MergedReport;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.ProblemsException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Merges the reports of several controllers into the report of the whole rollout. */
public final class MergeTask {
  private final Environment environment;
  private final MergeFlags flags;
  private final Findings findings = new Findings();

  public MergeTask(Environment environment, MergeFlags flags) {
    this.environment = environment;
    this.flags = flags;
  }

  /**
   * Writes the merged reports, and returns the exit code of the merged run. Where a part is missing
   * that is never {@link ExitCode#OK}.
   *
   * @throws ProblemsException with all that is wrong with the parts; nothing is written then
   */
  public int run() {
    SequencedMap<String, Path> parts = parts();
    List<ReportFile> files = ReportFile.of(flags.reports().files(), environment::path, findings);
    files.stream()
        .filter(file -> parts.containsValue(file.path()))
        .forEach(
            file ->
                findings.problem(
                    "--report " + file.path(), "is one of the parts", "give another name"));
    Optional<MergedReport> merged = MergedReport.of(parts, findings);
    findings.throwIfFailed();
    return told(merged.orElseThrow(), files);
  }

  /** Each file once, by the name that it was given first. */
  private SequencedMap<String, Path> parts() {
    SequencedMap<String, Path> parts = new LinkedHashMap<>();
    for (String name : flags.parts()) {
      Path file = environment.path(name).toAbsolutePath().normalize();
      if (!parts.containsValue(file)) {
        parts.put(name, file);
      }
    }
    return parts;
  }

  private int told(MergedReport merged, List<ReportFile> files) {
    findings
        .warnings()
        .forEach(
            warning -> environment.errors().println("hosttrust: warning: " + warning.message()));
    RunEnd end = merged.told().end();
    MergedText.print(
        environment.lines(),
        merged.run(),
        merged.hosts(),
        merged.told().failures(),
        merged.told().notServed(),
        end);
    List<String> problems = merged.told().write(files, flags.detailedExitCode());
    problems.forEach(problem -> environment.errors().println("hosttrust: " + problem));
    int code =
        ExitCode.of(
            end.recap(),
            merged.hosts().size(),
            end.interrupted(),
            end.halt().isPresent(),
            flags.detailedExitCode());
    if (code != ExitCode.OK) {
      return code;
    }
    return !problems.isEmpty()
        ? ExitCode.INTERNAL
        : merged.complete() ? ExitCode.OK : ExitCode.USAGE;
  }
}
