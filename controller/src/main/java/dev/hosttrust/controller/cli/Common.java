// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An option that most people need. Where a command has many, its help explains these first, by the
 * first sentence of their description, and only names the others.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface Common {}
