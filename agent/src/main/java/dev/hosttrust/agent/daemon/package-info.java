/** The daemons of a host that read trust when they start, and their restarts. */
@NullMarked
package dev.hosttrust.agent.daemon;

import org.jspecify.annotations.NullMarked;
