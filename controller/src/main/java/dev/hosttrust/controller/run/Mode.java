// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

/**
 * How far a run goes.
 *
 * @param command the command's name
 * @param check whether to look and plan only
 * @param diff whether to show diffs
 */
public record Mode(String command, boolean check, boolean diff) {}
