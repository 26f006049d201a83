// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.connection;

import dev.hosttrust.inventories.InventoryHost;
import dev.hosttrust.words.ProblemsException;
import dev.hosttrust.words.Secret;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the variables of a host say about connecting to it and becoming root there. Null means that
 * they say nothing, and flags or defaults decide.
 *
 * <p>Source of names and precedence: the documented options of Ansible's connection plugins {@code
 * ssh} and {@code paramiko_ssh} and become plugin {@code sudo}; of several names for one thing the
 * more special one wins.
 *
 * @param connection how to reach the host
 * @param address name or address to connect to; the host's own name if no variable says otherwise
 * @param port 1 to 65535
 * @param user to log in as
 * @param password to log in with
 * @param privateKeyFile path as written, perhaps with {@code ~/}
 * @param sshArgs words of {@code ansible_ssh_args}, {@code ansible_ssh_common_args} and {@code
 *     ansible_ssh_extra_args}, in this order
 * @param hostKeyChecking whether an unknown host key is refused
 * @param connectTimeoutSeconds what {@code ansible_ssh_timeout} or {@code ansible_timeout} say
 * @param become how to become root
 */
public record ConnectionVariables(
    ConnectionKind connection,
    String address,
    @Nullable Integer port,
    @Nullable String user,
    @Nullable Secret password,
    @Nullable String privateKeyFile,
    List<String> sshArgs,
    @Nullable Boolean hostKeyChecking,
    @Nullable Integer connectTimeoutSeconds,
    BecomeVariables become) {

  public ConnectionVariables {
    sshArgs = List.copyOf(sshArgs);
  }

  /**
   * Reads the variables of a host. What the connection does not need, such as a sudo password where
   * nobody becomes root, may hold anything.
   *
   * @param becomeFlag whether {@code -b} is given; a variable {@code ansible_become} beats it
   * @throws ProblemsException with all problems: a value of the wrong type, a template or a vaulted
   *     value where the connection needs it, a kind of connection that is not supported
   */
  public static ConnectionVariables of(InventoryHost host, boolean becomeFlag) {
    var values = new NeededValues(host);
    ConnectionKind kind = kind(values);
    BecomeVariables become = BecomeVariables.of(values, becomeFlag);
    ConnectionVariables result =
        kind == ConnectionKind.LOCAL ? local(host, become) : ssh(host, values, become);
    values.throwIfFailed();
    return result;
  }

  private static ConnectionKind kind(NeededValues values) {
    String name = values.text("ansible_connection");
    return switch (name) {
      case null -> ConnectionKind.SSH;
      case "ssh", "smart", "paramiko", "paramiko_ssh", "ansible.builtin.ssh" -> ConnectionKind.SSH;
      case "ansible.builtin.paramiko_ssh" -> ConnectionKind.SSH;
      case "local", "ansible.builtin.local" -> ConnectionKind.LOCAL;
      default -> {
        values.problem(
            "ansible_connection",
            "is " + name + ", which is not supported; use ssh, paramiko, smart or local");
        yield ConnectionKind.SSH;
      }
    };
  }

  private static ConnectionVariables local(InventoryHost host, BecomeVariables become) {
    return new ConnectionVariables(
        ConnectionKind.LOCAL, host.name(), null, null, null, null, List.of(), null, null, become);
  }

  private static ConnectionVariables ssh(
      InventoryHost host, NeededValues values, BecomeVariables become) {
    String address = values.text("ansible_ssh_host", "ansible_host");
    String missing = address == null ? values.text("hosttrust_address_missing") : null;
    if (missing != null) {
      values.unknownAddress(missing);
    }
    if (address != null && address.isBlank()) {
      values.problem("ansible_host", "is empty; give an address, or leave it out");
    }
    List<String> sshArgs = new ArrayList<>();
    for (String name :
        List.of("ansible_ssh_args", "ansible_ssh_common_args", "ansible_ssh_extra_args")) {
      sshArgs.addAll(values.words(name));
    }
    return new ConnectionVariables(
        ConnectionKind.SSH,
        address == null ? host.name() : address,
        values.number(1, 65535, "ansible_ssh_port", "ansible_port"),
        values.filledText("ansible_ssh_user", "ansible_user"),
        values.secret("ansible_ssh_password", "ansible_ssh_pass", "ansible_password"),
        values.filledText("ansible_ssh_private_key_file", "ansible_private_key_file"),
        sshArgs,
        values.flag("ansible_ssh_host_key_checking", "ansible_host_key_checking"),
        values.number(1, 86_400, "ansible_ssh_timeout", "ansible_timeout"),
        become);
  }
}
