// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.templates;

/**
 * What {@code hostvars} stands for until a host is named.
 *
 * @param scope from where hosts are looked for
 */
record HostVariables(Scope scope) {

  /** The {@link Scope} of a host, or {@link Undefined}. */
  Object find(String name) {
    Scope host = scope.ofHost(name);
    return host == null ? new Undefined("there is no host '" + name + "'") : host;
  }
}
