// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook.equivalence;

import static dev.hosttrust.playbook.equivalence.StartState.removal;

import java.util.List;

/** The start states from which the CA is to go; see {@link StartStates}. */
final class RemovalStates {
  static final List<StartState> ALL =
      List.of(
          removal("to go: never there", ":"),
          removal("to go: everything there", "rolled_out").withTls(),
          removal("to go: another CA under the same name", "rolled_out old"),
          removal(
              "to go: our line deselected", "rolled_out; sed -i 's,^local,!local,' $conf; update"),
          removal("to go: a run was cut off before the handler", "files"),
          removal("to go: our line last, without its newline", "rolled_out; truncate -s -1 $conf"),
          removal(
              "to go: our line with a blank after it",
              "files; sed -i 's,^local.*,& ,' $conf; update"),
          removal("to go: the file is gone", "rolled_out; rm $file; update"),
          removal("to go: the line is gone", "rolled_out; sed -i /^local/d $conf; update"),
          removal(
              "to go: file and line are gone",
              "rolled_out; rm $file; sed -i /^local/d $conf; update"),
          removal(
              "to go: the registry has a client certificate",
              "rolled_out; touch $registry/client.cert $registry/client.key"),
          removal(
              "to go: the registry's file has another CA as well",
              "rolled_out; cat /root/ca/other.crt >>$registry/ca.crt"),
          removal(
              "to go: the registry's directory has another mode",
              "rolled_out; chmod 700 $registry"),
          removal(
              "to go: the same CA by the administrator under another name",
              "rolled_out; cp /root/ca/harbor.crt /usr/local/share/ca-certificates/admin.crt;"
                  + " update-ca-certificates --fresh >/dev/null 2>&1"));

  private RemovalStates() {}
}
