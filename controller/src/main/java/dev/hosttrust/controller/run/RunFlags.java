// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

/**
 * How a run goes and what it shows, as the command line says.
 *
 * @param forks {@code -f}: how many hosts at once; one below 1 is a problem that {@link
 *     RolloutTask} tells
 * @param hostTimeout {@code --host-timeout}: the longest that one host may take, in seconds; one
 *     below 1 is a problem, too
 * @param detailedExitCode whether pending changes have an exit code of their own
 * @param listHosts whether to list the selected hosts only
 * @param output the form of the report
 * @param verbose whether the report names every host
 */
public record RunFlags(
    int forks,
    int hostTimeout,
    boolean detailedExitCode,
    boolean listHosts,
    OutputFormat output,
    boolean verbose) {}
