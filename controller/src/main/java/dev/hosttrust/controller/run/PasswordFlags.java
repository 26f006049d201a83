// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import org.jspecify.annotations.Nullable;

/**
 * Where a password comes from, as the command line says.
 *
 * @param ask whether to ask for it
 * @param file whose first line it is, which wins; null for none
 */
public record PasswordFlags(boolean ask, @Nullable String file) {}
