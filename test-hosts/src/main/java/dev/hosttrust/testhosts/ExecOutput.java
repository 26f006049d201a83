// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

/**
 * What a command left: its exit status and both outputs, read as UTF-8.
 *
 * @param exit the exit status, 0 to 255
 */
public record ExecOutput(int exit, String stdout, String stderr) {}
