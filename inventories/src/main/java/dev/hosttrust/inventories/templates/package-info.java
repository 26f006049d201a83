/**
 * Templates in values: the part of Jinja that inventories use, which reaches nothing but variables.
 */
@NullMarked
package dev.hosttrust.inventories.templates;

import org.jspecify.annotations.NullMarked;
