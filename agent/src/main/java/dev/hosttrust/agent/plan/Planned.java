// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.plan;

/** What planning comes to: a plan, or the reasons why this host must be left alone. */
public sealed interface Planned permits Plan, Obstacles {}
