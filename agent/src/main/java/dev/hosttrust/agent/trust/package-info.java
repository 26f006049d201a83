/** The wanted state: which CA certificates under which names, and which registries they serve. */
@NullMarked
package dev.hosttrust.agent.trust;

import org.jspecify.annotations.NullMarked;
