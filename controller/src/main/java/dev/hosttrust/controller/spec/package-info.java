/** The trust spec as the user gives it: a YAML file, or flags. */
@NullMarked
package dev.hosttrust.controller.spec;

import org.jspecify.annotations.NullMarked;
