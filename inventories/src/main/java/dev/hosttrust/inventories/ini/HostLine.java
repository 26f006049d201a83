// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.ini;

import dev.hosttrust.inventories.hostnames.HostNameException;
import dev.hosttrust.inventories.hostnames.HostNames;
import dev.hosttrust.inventories.python.PythonLiteral;
import dev.hosttrust.inventories.python.Shlex;
import dev.hosttrust.inventories.tree.InventoryTree;
import dev.hosttrust.inventories.tree.TreeException;
import dev.hosttrust.inventories.values.Variable;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Location;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A line of the form {@code host[:port] name=value ... # comment}. */
final class HostLine {

  private final InventoryTree tree;
  private final Findings findings;

  HostLine(InventoryTree tree, Findings findings) {
    this.tree = tree;
    this.findings = findings;
  }

  void read(String line, String group, Location location) throws TreeException {
    try {
      List<Shlex.Word> words = Shlex.split(line, true);
      String entry = words.getFirst().text();
      checkName(entry);
      HostNames hosts = HostNames.of(entry);
      check(entry, hosts);
      Map<String, Variable> variables = variables(words.subList(1, words.size()), location);
      for (String host : hosts.names()) {
        tree.addHost(host, group, hosts.port(), location);
        for (var variable : variables.entrySet()) {
          tree.set(host, variable.getKey(), variable.getValue());
        }
      }
    } catch (Shlex.SyntaxException e) {
      findings.problem(move(location, e.offset()), e.getMessage());
    } catch (HostNameException e) {
      findings.problem(location, e.getMessage());
    }
  }

  /** Without the text in the message, since it may be a password's variable. */
  private static void checkName(String entry) throws HostNameException {
    if (entry.indexOf('=') >= 0) {
      throw new HostNameException(
          "a host's name has no =; write variables behind a host, or for a whole group in a section"
              + " [group:vars]");
    }
  }

  private static void check(String entry, HostNames hosts) throws HostNameException {
    String stripped = entry.strip();
    if (stripped.endsWith(":") && hosts.port() == null) {
      throw new HostNameException(
          stripped
              + " ends in a colon, which only a port may follow; if the file is meant as YAML, its"
              + " syntax is wrong");
    }
    if (hosts.names().contains("---")) {
      throw new HostNameException(
          "--- starts a YAML document, but the file cannot be read as YAML");
    }
  }

  private Map<String, Variable> variables(List<Shlex.Word> words, Location location) {
    Map<String, Variable> variables = new LinkedHashMap<>();
    for (Shlex.Word word : words) {
      Location at = move(location, word.offset());
      int equals = word.text().indexOf('=');
      if (equals < 0) {
        // The word is not shown: it may be the rest of a password with a blank in it.
        findings.problem(at, "after a host, write name=value; quote a value that has blanks in it");
      } else {
        Object value = PythonLiteral.valueOrText(word.text().substring(equals + 1));
        variables.put(word.text().substring(0, equals), new Variable(value, at));
      }
    }
    return variables;
  }

  private static Location move(Location location, int offset) {
    return new Location(location.source(), location.line(), location.column() + offset);
  }
}
