/** What a plan changes, as people read it. */
@NullMarked
package dev.hosttrust.agent.diff;

import org.jspecify.annotations.NullMarked;
