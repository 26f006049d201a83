// SPDX-License-Identifier: Apache-2.0
/** Puts the JSON reports of several controllers together, as if one had run all hosts. */
@NullMarked
package dev.hosttrust.controller.report.merge;

import org.jspecify.annotations.NullMarked;
