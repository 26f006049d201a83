// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.trust;

/**
 * A text as the user gave it.
 *
 * @param value not checked
 * @param where names its place in messages: a flag, or {@code file:line:column}
 */
public record Given(String value, String where) {}
