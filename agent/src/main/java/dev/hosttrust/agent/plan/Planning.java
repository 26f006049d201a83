// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.plan;

/** The end of planning: a plan, or the reasons why this host must be left alone. */
public sealed interface Planning permits Plan, Obstacles {}
