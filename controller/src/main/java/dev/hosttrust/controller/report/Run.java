// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import java.time.Instant;

/**
 * The run that a report is about.
 *
 * @param id different for each run
 * @param version of this program
 * @param command {@code rollout} or {@code diff}
 * @param check whether nothing is written
 * @param started when
 */
public record Run(String id, String version, String command, boolean check, Instant started) {}
