/** The trust spec as the user gives it: a YAML file, or flags. */
@NullMarked
package dev.hosttrust.controller.trust;

import org.jspecify.annotations.NullMarked;
