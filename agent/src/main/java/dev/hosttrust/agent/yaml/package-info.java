/** YAML read with places, so that an edit keeps the rest of the text. */
@NullMarked
package dev.hosttrust.agent.yaml;

import org.jspecify.annotations.NullMarked;
