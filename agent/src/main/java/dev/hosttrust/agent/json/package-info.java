/** JSON as browsers take it, read with places so that an edit keeps the rest of the text. */
@NullMarked
package dev.hosttrust.agent.json;

import org.jspecify.annotations.NullMarked;
