/** Text from hosts and files, made fit to be shown. */
@NullMarked
package dev.hosttrust.agent.text;

import org.jspecify.annotations.NullMarked;
