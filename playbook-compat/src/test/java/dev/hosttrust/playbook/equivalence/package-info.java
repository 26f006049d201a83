/**
 * The equivalence matrix: the real tasks, {@code hosttrust rollout} and the module on identical
 * hosts, from many start states.
 */
@NullMarked
package dev.hosttrust.playbook.equivalence;

import org.jspecify.annotations.NullMarked;
