/** One host: the wanted trust, what the host has, the plan that leads from one to the other. */
@NullMarked
package dev.hosttrust.agent;

import org.jspecify.annotations.NullMarked;
