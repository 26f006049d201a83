// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.tree;

import org.jspecify.annotations.Nullable;

/**
 * Where hosts come from.
 *
 * @param file the path, or the text of a host list; {@code inventory_file} in Ansible
 * @param directory the directory of that file, or null; {@code inventory_dir} in Ansible
 */
public record Source(@Nullable String file, @Nullable String directory) {

  /** No source at all. */
  public static final Source NONE = new Source(null, null);
}
