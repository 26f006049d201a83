// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.process.ExitCode;
import dev.hosttrust.controller.report.Progress;
import dev.hosttrust.controller.report.Report;
import dev.hosttrust.controller.report.RunEnd;
import dev.hosttrust.controller.report.file.FileReports;
import java.util.ArrayList;
import java.util.List;

/**
 * All that is told of a run that has begun.
 *
 * @param output the form of what is printed
 * @param all takes what is to be told
 * @param progress the part of it that has to be out of the way of what others print
 * @param log the part that is appended to a file
 * @param files the part that is written at the end
 */
record RunReport(
    Environment environment,
    OutputFormat output,
    Report all,
    Progress progress,
    LogFile log,
    FileReports files) {

  /** Says something for people that is of no use for programs. */
  void say(String text) {
    if (output == OutputFormat.TEXT) {
      environment.lines().println(text);
    }
  }

  /** The run ends; tells what is wrong with the log file while it can still be told. */
  void finished(RunEnd end) {
    log.failure().ifPresent(all::warning);
    all.finished(end);
  }

  /** Writes the report files of a run that has ended, when nothing more is told of it. */
  void write() {
    files.write();
  }

  /**
   * The exit code; says which files could not be written. What came of the hosts counts for more.
   *
   * @param notWritten why files that are no reports could not be
   */
  int exitCode(int code, List<String> notWritten) {
    List<String> problems = new ArrayList<>(notWritten);
    problems.addAll(files.problems());
    problems.forEach(problem -> environment.errors().println("hosttrust: " + problem));
    return code == ExitCode.OK && !problems.isEmpty() ? ExitCode.INTERNAL : code;
  }
}
