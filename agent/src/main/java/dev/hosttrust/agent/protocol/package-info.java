/** The line protocol with the agent: what is streamed to a host and what comes back. */
@NullMarked
package dev.hosttrust.agent.protocol;

import org.jspecify.annotations.NullMarked;
