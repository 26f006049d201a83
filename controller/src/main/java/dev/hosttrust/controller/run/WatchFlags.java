// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import org.jspecify.annotations.Nullable;

/**
 * How a run can be watched, as the command line says.
 *
 * @param logFile {@code --log-file}: what everything is appended to, or null
 */
public record WatchFlags(@Nullable String logFile) {}
