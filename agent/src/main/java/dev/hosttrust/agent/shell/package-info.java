/** The only thing a connection offers: to run one command with a standard input. */
@NullMarked
package dev.hosttrust.agent.shell;

import org.jspecify.annotations.NullMarked;
