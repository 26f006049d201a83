/** The proof that the trust is effective, read back from a host. */
@NullMarked
package dev.hosttrust.agent.evidence;

import org.jspecify.annotations.NullMarked;
