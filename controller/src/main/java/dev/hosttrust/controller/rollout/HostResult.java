package dev.hosttrust.controller.rollout;

import dev.hosttrust.agent.Outcome;
import java.time.Duration;

/**
 * What came of one host.
 *
 * @param host as the inventory has it
 * @param outcome what happened
 * @param took from the first packet to the last
 */
public record HostResult(String host, Outcome outcome, Duration took) {}
