/** What a rollout writes down as it goes, so that it can be looked at and gone on with later. */
@NullMarked
package dev.hosttrust.controller.journal;

import org.jspecify.annotations.NullMarked;
