// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import java.util.List;

/**
 * What follows a {@code Host} or {@code Match} line.
 *
 * @param items settings and included files, in order
 */
record Section(Selector selector, List<Item> items) {
  Section {
    items = List.copyOf(items);
  }
}
