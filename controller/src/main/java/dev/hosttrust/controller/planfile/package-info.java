/** A dry run's plans in a file, so that a rollout does what was reviewed, and nothing else. */
@NullMarked
package dev.hosttrust.controller.planfile;

import org.jspecify.annotations.NullMarked;
