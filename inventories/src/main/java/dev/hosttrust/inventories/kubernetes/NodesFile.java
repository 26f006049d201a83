// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.kubernetes;

import dev.hosttrust.inventories.documents.Datum;
import dev.hosttrust.inventories.documents.Datum.Entry;
import dev.hosttrust.inventories.documents.Datum.Mapping;
import dev.hosttrust.inventories.documents.Datum.Sequence;
import dev.hosttrust.inventories.kubernetes.NodeRules.Family;
import dev.hosttrust.inventories.values.Variable;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Location;
import dev.hosttrust.words.ProblemsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An inventory file with {@code plugin: hosttrust.kubernetes_nodes}. */
final class NodesFile {

  private static final List<String> SETTINGS =
      List.of(
          "plugin",
          "context",
          "kubeconfig",
          "selector",
          "field_selector",
          "timeout",
          "address",
          "address_family",
          "group",
          "pool_label",
          "user",
          "vars");

  private static final int MAX_TIMEOUT = 600;

  private final Mapping file;
  private final Findings findings;
  private boolean failed;

  NodesFile(Mapping file, Findings findings) {
    this.file = file;
    this.findings = findings;
  }

  Optional<NodeSource> read(Function<String, Path> path) {
    file.entries().forEach(this::checkName);
    NodeQuery query =
        new NodeQuery(
            text("context"),
            path(text("kubeconfig"), path),
            text("selector"),
            text("field_selector"),
            timeout());
    List<String> types = texts("address");
    types.forEach(this::checkAddressType);
    String group = text("group");
    NodeRules rules =
        new NodeRules(
            types.isEmpty() ? NodeRules.DEFAULT.addressTypes() : types,
            family(),
            group == null ? NodeRules.GROUP : group,
            texts("pool_label"),
            variables());
    Location at = Location.of(file.location().source());
    return failed ? Optional.empty() : Optional.of(new NodeSource(query, rules, at));
  }

  private void problem(Location at, String what) {
    failed = true;
    findings.problem(at, what);
  }

  private void checkName(Entry entry) {
    if (!SETTINGS.contains(entry.name())) {
      problem(
          entry.keyLocation(),
          "%s is no setting of %s, which has %s; variables go under vars"
              .formatted(entry.name(), NodeSource.PLUGIN, String.join(", ", SETTINGS)));
    }
  }

  private void checkAddressType(String type) {
    if (!NodeRules.ADDRESS_TYPES.contains(type)) {
      problem(
          at("address"),
          "address must be of %s, not '%s'"
              .formatted(String.join(", ", NodeRules.ADDRESS_TYPES), type));
    }
  }

  private Location at(String name) {
    Datum value = file.find(name);
    return value == null ? file.location() : value.location();
  }

  /** A text that is not empty; null if there is none. */
  private @Nullable String text(String name) {
    Datum value = file.find(name);
    if (value == null) {
      return null;
    }
    if (value.plain() instanceof String text && !text.isBlank()) {
      return text;
    }
    problem(value.location(), name + " must be a text that is not empty, or be left out");
    return null;
  }

  /** A text, or several in a list. */
  private List<String> texts(String name) {
    if (!(file.find(name) instanceof Sequence list)) {
      String text = text(name);
      return text == null ? List.of() : List.of(text);
    }
    for (Datum item : list.items()) {
      if (!(item.plain() instanceof String)) {
        problem(item.location(), name + " must be a text or a list of texts");
      }
    }
    return list.plain().stream().filter(String.class::isInstance).map(String.class::cast).toList();
  }

  private @Nullable Path path(@Nullable String text, Function<String, Path> path) {
    try {
      return text == null ? null : path.apply(text);
    } catch (ProblemsException e) {
      failed = true;
      findings.addAll(e.within(at("kubeconfig").toString()));
      return null;
    }
  }

  private Duration timeout() {
    Datum value = file.find("timeout");
    if (value == null) {
      return NodeQuery.TIMEOUT;
    }
    if (value.plain() instanceof Long seconds && seconds >= 1 && seconds <= MAX_TIMEOUT) {
      return Duration.ofSeconds(seconds);
    }
    problem(value.location(), "timeout must be a number of seconds from 1 to " + MAX_TIMEOUT);
    return NodeQuery.TIMEOUT;
  }

  private @Nullable Family family() {
    String family = text("address_family");
    return switch (family) {
      case null -> null;
      case "ipv4" -> Family.IPV4;
      case "ipv6" -> Family.IPV6;
      default -> {
        problem(at("address_family"), "address_family must be ipv4 or ipv6, not '" + family + "'");
        yield null;
      }
    };
  }

  private Map<String, Variable> variables() {
    Map<String, Variable> variables = new LinkedHashMap<>();
    String user = text("user");
    if (user != null) {
      variables.put("ansible_user", new Variable(user, at("user")));
    }
    Datum vars = file.find("vars");
    if (vars instanceof Mapping mapping) {
      for (Entry entry : mapping.entries()) {
        Datum value = entry.value();
        variables.put(entry.name(), new Variable(value.plain(), value.location()));
      }
    } else if (vars != null && !vars.isFalsy()) {
      problem(vars.location(), "vars must be a dictionary of variables, not " + vars.kind());
    }
    return variables;
  }
}
