/** What a probe saw on a host, as data. */
@NullMarked
package dev.hosttrust.agent.facts;

import org.jspecify.annotations.NullMarked;
