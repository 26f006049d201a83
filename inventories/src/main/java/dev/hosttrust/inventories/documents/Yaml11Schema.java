// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.documents;

import java.util.Map;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.Schema;

/** Makes the YAML 1.2 engine resolve scalars as YAML 1.1. Values are built by {@link YamlNodes}. */
final class Yaml11Schema implements Schema {

  @Override
  public ScalarResolver getScalarResolver() {
    return (text, plain) -> plain ? Yaml11.resolve(text) : Tag.STR;
  }

  @Override
  public Map<Tag, ConstructNode> getSchemaTagConstructors() {
    return Map.of();
  }
}
