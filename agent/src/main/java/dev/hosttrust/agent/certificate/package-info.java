/** CA certificates as users give them: read from files, checked, and named by their fields. */
@NullMarked
package dev.hosttrust.agent.certificate;

import org.jspecify.annotations.NullMarked;
