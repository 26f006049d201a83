// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

/**
 * A part of a line.
 *
 * @param text as it came, printable or not
 * @param colour for terminals
 */
record Styled(String text, Colour colour) {}
