// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.trust;

/**
 * A text that the user gave, and where.
 *
 * @param value not checked
 * @param where names its place in messages: a flag, or {@code file:line:column}
 */
public record UserText(String value, String where) {}
