// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.documents;

import dev.hosttrust.inventories.documents.Datum.Scalar;
import dev.hosttrust.inventories.values.UnsafeText;
import dev.hosttrust.inventories.values.VaultText;
import dev.hosttrust.inventories.vault.Vault;
import dev.hosttrust.words.Location;
import dev.hosttrust.words.ProblemsException;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Values of YAML scalars, Ansible's {@code !vault} and {@code !unsafe} included. */
final class YamlScalars {

  static final Tag UNSAFE = new Tag("!unsafe");

  private YamlScalars() {}

  static Datum read(ScalarNode node, Location at, Vault vault) {
    try {
      return new Scalar(value(node, at, vault), at);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw ProblemsException.at(at, "the value is no " + node.getTag().getValue() + "; quote it");
    }
  }

  private static @Nullable Object value(ScalarNode node, Location at, Vault vault) {
    String text = node.getValue();
    return switch (node.getTag().getValue()) {
      case Tag.PREFIX + "str", Tag.PREFIX + "merge" -> text;
      case Tag.PREFIX + "null" -> null;
      case Tag.PREFIX + "bool" -> Yaml11.bool(text);
      case Tag.PREFIX + "int" -> Yaml11.integer(text);
      case Tag.PREFIX + "float" -> Yaml11.real(text);
      case Tag.PREFIX + "timestamp" -> Yaml11Timestamp.read(text);
      case "!vault", "!vault-encrypted" -> new VaultText(text, vault);
      case "!unsafe" -> new UnsafeText(text);
      default -> throw unknownTag(at);
    };
  }

  /** Without the tag in the message: a password that starts with ! looks like one. */
  static ProblemsException unknownTag(Location at) {
    return ProblemsException.at(
        at,
        "this tag is not one that Ansible's inventories know; if ! is the start of the value itself,"
            + " quote it");
  }
}
