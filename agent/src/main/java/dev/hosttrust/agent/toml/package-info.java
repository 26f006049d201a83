/**
 * TOML 1.0 (toml.io/en/v1.0.0), read with the place of each value, so that a text can be edited.
 */
@NullMarked
package dev.hosttrust.agent.toml;

import org.jspecify.annotations.NullMarked;
