/** Becoming root on a host: sudo and doas, and passwords that are tried with care. */
@NullMarked
package dev.hosttrust.controller.become;

import org.jspecify.annotations.NullMarked;
