/** What a rollout says while it runs and in the end: lines for people, JSON for programs. */
@NullMarked
package dev.hosttrust.controller.report;

import org.jspecify.annotations.NullMarked;
