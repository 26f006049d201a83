/**
 * The places on a host that hold trust, a file for each, and the planner that goes through them.
 */
@NullMarked
package dev.hosttrust.agent.store;

import org.jspecify.annotations.NullMarked;
