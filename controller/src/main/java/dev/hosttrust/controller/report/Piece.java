// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import java.util.List;

/**
 * A part of what is said of a host.
 *
 * @param title what it is about, such as a path
 * @param lines all of it
 */
record Piece(String title, List<String> lines) {}
