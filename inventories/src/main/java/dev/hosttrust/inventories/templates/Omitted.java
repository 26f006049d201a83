// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.templates;

/**
 * The value of {@code omit}: a variable that has it counts as not set.
 *
 * <p>In Ansible it is a long random text that only a module's parameter is compared with, so that a
 * variable of a connection would really have that text for a value.
 */
public enum Omitted {
  OMITTED
}
