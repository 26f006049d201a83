/** How far a fleet is on its way from one CA to another. */
@NullMarked
package dev.hosttrust.controller.rotation;

import org.jspecify.annotations.NullMarked;
