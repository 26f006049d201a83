// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.ini;

import dev.hosttrust.inventories.python.PythonLiteral;
import dev.hosttrust.inventories.python.PythonText;
import dev.hosttrust.inventories.tree.InventoryTree;
import dev.hosttrust.inventories.tree.TreeException;
import dev.hosttrust.inventories.values.Variable;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Location;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an inventory in INI format into a tree, line by line; a bad line is noted and the reading
 * goes on, so that all problems are shown at once.
 *
 * <p>Source of the rules: {@code ansible/plugins/inventory/ini.py}.
 */
public final class IniReader {

  private static final Pattern SECTION =
      Pattern.compile(
          "\\[([^:\\]\\s]+)(?::(\\w+))?\\]\\s*(?:#.*)?", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern GROUP_NAME =
      Pattern.compile("([^:\\]\\s]+)\\s*(?:#.*)?", Pattern.UNICODE_CHARACTER_CLASS);

  private enum State {
    HOSTS,
    CHILDREN,
    VARS,
    /** Below a heading that is wrong: its lines would only add noise to the problem noted. */
    SKIP
  }

  private final InventoryTree tree;
  private final Findings findings;
  private final String file;
  private final PendingGroups pending;
  private final HostLine hostLine;
  private String group = InventoryTree.UNGROUPED;
  private State state = State.HOSTS;

  private IniReader(String file, InventoryTree tree, Findings findings) {
    this.file = file;
    this.tree = tree;
    this.findings = findings;
    this.pending = new PendingGroups(tree, findings);
    this.hostLine = new HostLine(tree, findings);
  }

  /**
   * Reads a whole file.
   *
   * @param file its name for messages
   */
  public static void read(String file, String text, InventoryTree tree, Findings findings) {
    new IniReader(file, tree, findings).read(text);
  }

  private void read(String text) {
    List<String> lines = PythonText.splitLines(text);
    for (int i = 0; i < lines.size(); i++) {
      String line = PythonText.strip(lines.get(i));
      if (!line.isEmpty() && line.charAt(0) != '#' && line.charAt(0) != ';') {
        var location = new Location(file, i + 1, PythonText.indent(lines.get(i)) + 1);
        read(line, location);
      }
    }
    pending.noteUnresolved();
  }

  private void read(String line, Location location) {
    try {
      Matcher section = SECTION.matcher(line);
      if (section.matches()) {
        section(section.group(1), section.group(2), location);
      } else if (line.startsWith("[") && line.endsWith("]")) {
        state = State.SKIP;
        findings.problem(
            location,
            "the section heading is wrong; write [group], [group:vars] or [group:children], without"
                + " blanks");
      } else {
        entry(line, location);
      }
    } catch (TreeException e) {
      findings.problem(location, e.getMessage());
    }
  }

  private void section(String name, String kind, Location location) throws TreeException {
    State next =
        switch (kind) {
          case null -> State.HOSTS;
          case "hosts" -> State.HOSTS;
          case "children" -> State.CHILDREN;
          case "vars" -> State.VARS;
          default -> State.SKIP;
        };
    group = name;
    state = State.SKIP;
    if (next == State.SKIP) {
      findings.problem(
          location, "the section [" + name + ":" + kind + "] must end in :vars or :children");
      return;
    }
    if (!tree.groups().containsKey(name)) {
      if (next == State.VARS) {
        pending.variablesOf(name, location);
      }
      tree.addGroup(name, location);
    }
    if (next != State.VARS) {
      pending.declared(name);
    }
    state = next;
  }

  private void entry(String line, Location location) throws TreeException {
    switch (state) {
      case HOSTS -> hostLine.read(line, group, location);
      case VARS -> variable(line, location);
      case CHILDREN -> child(line, location);
      case SKIP -> {}
    }
  }

  private void variable(String line, Location location) throws TreeException {
    int equals = line.indexOf('=');
    if (equals < 0) {
      findings.problem(
          location, "in a :vars section, write name=value; there is no = in this line");
      return;
    }
    String name = PythonText.strip(line.substring(0, equals));
    String value = PythonText.strip(line.substring(equals + 1));
    tree.set(group, name, new Variable(PythonLiteral.valueOrText(value), location));
  }

  private void child(String line, Location location) throws TreeException {
    Matcher name = GROUP_NAME.matcher(line);
    if (!name.matches()) {
      findings.problem(
          location, "in a :children section, write one group name a line and nothing else");
    } else if (tree.groups().containsKey(name.group(1))) {
      tree.addChild(group, name.group(1));
    } else {
      pending.childOf(group, name.group(1), location);
    }
  }
}
