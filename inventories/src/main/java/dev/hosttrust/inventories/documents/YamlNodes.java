// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.documents;

import dev.hosttrust.inventories.documents.Datum.Entry;
import dev.hosttrust.inventories.documents.Datum.Mapping;
import dev.hosttrust.inventories.documents.Datum.Scalar;
import dev.hosttrust.inventories.documents.Datum.Sequence;
import dev.hosttrust.inventories.vault.Vault;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Location;
import dev.hosttrust.words.ProblemsException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Turns the nodes of one YAML document into data. A node that aliases share is built once.
 *
 * <p>Source of the rules: PyYAML's {@code SafeConstructor} and Ansible's {@code
 * AnsibleConstructor}.
 */
final class YamlNodes {

  /** Far deeper than any inventory, and safe for the stack. */
  static final int MAX_DEPTH = 200;

  private static final long MAX_SIZE = 64_000_000;

  private final String source;
  private final Vault vault;
  private final Findings findings;
  private final IdentityHashMap<Node, Datum> built = new IdentityHashMap<>();
  private final IdentityHashMap<Node, Boolean> inProgress = new IdentityHashMap<>();

  /** How many characters a value would be long without aliases. */
  private final IdentityHashMap<Node, Long> sizes = new IdentityHashMap<>();

  YamlNodes(String source, Vault vault, Findings findings) {
    this.vault = vault;
    this.source = source;
    this.findings = findings;
  }

  static ProblemsException tooDeep(Location location) {
    return ProblemsException.at(
        location, "values are nested more than %d deep".formatted(MAX_DEPTH));
  }

  Datum build(Node node) {
    Datum done = built.get(node);
    if (done != null) {
      return done;
    }
    if (inProgress.put(node, true) != null) {
      throw ProblemsException.at(at(node), "this value contains itself through an alias");
    }
    if (inProgress.size() > MAX_DEPTH) {
      throw tooDeep(at(node));
    }
    Datum datum =
        switch (node) {
          case ScalarNode scalar -> YamlScalars.read(scalar, at(node), vault);
          case SequenceNode sequence -> sequence(sequence);
          case MappingNode mapping -> mapping(mapping);
          default -> throw ProblemsException.at(at(node), "this alias cannot be followed");
        };
    inProgress.remove(node);
    sizes.put(node, size(node));
    built.put(node, datum);
    return datum;
  }

  /**
   * @throws ProblemsException where aliases multiply a value beyond reason, so that it could not be
   *     shown
   */
  private long size(Node node) {
    long size =
        switch (node) {
          case ScalarNode scalar -> scalar.getValue().length();
          case SequenceNode sequence -> sequence.getValue().stream().mapToLong(this::known).sum();
          case MappingNode mapping ->
              mapping.getValue().stream()
                  .mapToLong(tuple -> known(tuple.getKeyNode()) + known(tuple.getValueNode()))
                  .sum();
          default -> 0;
        };
    if (size > MAX_SIZE) {
      throw ProblemsException.at(
          at(node),
          "aliases make more than 64 million characters of this value; use fewer of them");
    }
    return size + 1;
  }

  /** The size of a part; what {@code <<} merges was not built by itself. */
  private long known(Node part) {
    return sizes.getOrDefault(part, 1L);
  }

  private Datum sequence(SequenceNode node) {
    List<Datum> items = new ArrayList<>();
    for (Node item : node.getValue()) {
      items.add(build(item));
    }
    return tagged(node, new Sequence(items, at(node)), Tag.SEQ);
  }

  private Datum mapping(MappingNode node) {
    warnOfDuplicates(node);
    List<Entry> entries = new ArrayList<>();
    for (NodeTuple tuple : flatten(node, 0)) {
      Datum key = build(tuple.getKeyNode());
      if (!(key instanceof Scalar scalar)) {
        throw ProblemsException.at(
            key.location(),
            "a list or a dictionary cannot be a key; if it is a template, quote it");
      }
      entries.add(new Entry(scalar.value(), key.location(), build(tuple.getValueNode())));
    }
    return tagged(node, Mapping.of(entries, at(node)), Tag.MAP);
  }

  /** {@code !unsafe} reaches into collections; any other tag of one has no meaning here. */
  private static Datum tagged(Node node, Datum datum, Tag usual) {
    if (node.getTag().equals(usual)) {
      return datum;
    }
    if (node.getTag().equals(YamlScalars.UNSAFE)) {
      return UnsafeMarks.mark(datum);
    }
    throw YamlScalars.unknownTag(datum.location());
  }

  /** The entries with those of {@code <<} in front, so that the mapping's own ones win. */
  private List<NodeTuple> flatten(MappingNode node, int depth) {
    if (depth > MAX_DEPTH) {
      throw ProblemsException.at(at(node), "<< merges this value into itself");
    }
    List<NodeTuple> merged = new ArrayList<>();
    List<NodeTuple> own = new ArrayList<>();
    for (NodeTuple tuple : node.getValue()) {
      if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
        merged.addAll(merged(tuple.getValueNode(), depth));
      } else {
        own.add(tuple);
      }
    }
    merged.addAll(own);
    return merged;
  }

  private List<NodeTuple> merged(Node value, int depth) {
    List<NodeTuple> merged = new ArrayList<>();
    if (value instanceof MappingNode mapping) {
      return flatten(mapping, depth + 1);
    }
    if (value instanceof SequenceNode sequence) {
      for (Node item : sequence.getValue().reversed()) {
        if (!(item instanceof MappingNode mapping)) {
          throw ProblemsException.at(at(item), "<< merges dictionaries only");
        }
        merged.addAll(flatten(mapping, depth + 1));
      }
      return merged;
    }
    throw ProblemsException.at(at(value), "<< merges a dictionary or a list of them only");
  }

  private void warnOfDuplicates(MappingNode node) {
    Set<@Nullable String> seen = new HashSet<>();
    for (NodeTuple tuple : node.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key && !seen.add(key.getValue())) {
        findings.warning(
            at(key), "the key " + key.getValue() + " is there twice; the last one counts");
      }
    }
  }

  private Location at(Node node) {
    return node.getStartMark()
        .map(mark -> new Location(source, mark.getLine() + 1, mark.getColumn() + 1))
        .orElse(Location.of(source));
  }
}
