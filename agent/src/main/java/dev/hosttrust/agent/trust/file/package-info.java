/**
 * The spec file {@code trust.yml}, which the command line and the Ansible module read with parsers
 * of their own.
 */
@NullMarked
package dev.hosttrust.agent.trust.file;

import org.jspecify.annotations.NullMarked;
