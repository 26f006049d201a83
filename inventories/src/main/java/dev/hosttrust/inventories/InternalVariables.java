// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories;

import java.util.Set;

/** What Ansible makes itself and does not print: {@code INTERNAL_VARS} in its inventory command. */
final class InternalVariables {

  static final Set<String> NAMES =
      Set.of(
          "ansible_diff_mode",
          "ansible_config_file",
          "ansible_facts",
          "ansible_forks",
          "ansible_inventory_sources",
          "ansible_limit",
          "ansible_playbook_python",
          "ansible_run_tags",
          "ansible_skip_tags",
          "ansible_verbosity",
          "ansible_version",
          "inventory_dir",
          "inventory_file",
          "inventory_hostname",
          "inventory_hostname_short",
          "groups",
          "group_names",
          "omit",
          "playbook_dir");

  private InternalVariables() {}
}
