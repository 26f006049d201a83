/** Puts a run together: from what the flags say to hosts, connections, a rollout and its report. */
@NullMarked
package dev.hosttrust.controller.run;

import org.jspecify.annotations.NullMarked;
