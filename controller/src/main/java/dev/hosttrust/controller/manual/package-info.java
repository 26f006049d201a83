// SPDX-License-Identifier: Apache-2.0
/** What the program says of itself: the help of its commands, and their manual pages. */
@NullMarked
package dev.hosttrust.controller.manual;

import org.jspecify.annotations.NullMarked;
