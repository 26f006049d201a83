/** The ordered steps that lead from facts to the wanted trust: pure data, no I/O. */
@NullMarked
package dev.hosttrust.agent.plan;

import org.jspecify.annotations.NullMarked;
