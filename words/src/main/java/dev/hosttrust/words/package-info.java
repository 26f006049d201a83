// SPDX-License-Identifier: Apache-2.0
/**
 * What is said to the user of what he gave: problems and warnings, each with its place and what to
 * do, and secrets, which are never said. All other modules may know this one; it knows none.
 */
@NullMarked
package dev.hosttrust.words;

import org.jspecify.annotations.NullMarked;
