/** The spec applied to many hosts at once. */
@NullMarked
package dev.hosttrust.controller.rollout;

import org.jspecify.annotations.NullMarked;
