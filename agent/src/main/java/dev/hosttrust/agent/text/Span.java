// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.text;

/**
 * A part of a text, in characters from its beginning.
 *
 * @param start the first character
 * @param end the one behind the last
 */
public record Span(int start, int end) {}
