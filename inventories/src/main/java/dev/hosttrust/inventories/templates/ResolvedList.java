// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.templates;

import java.util.AbstractList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list of a variable whose items are resolved when they are asked for. */
final class ResolvedList extends AbstractList<@Nullable Object> {

  private final List<?> raw;
  private final Scope scope;

  ResolvedList(List<?> raw, Scope scope) {
    this.raw = raw;
    this.scope = scope;
  }

  @Override
  public @Nullable Object get(int index) {
    return scope.resolve(raw.get(index));
  }

  @Override
  public int size() {
    return raw.size();
  }
}
