// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.python;

import java.util.AbstractList;
import java.util.Collections;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** A tuple: a list everywhere but where Python shows it. Immutable. */
public final class PythonTuple extends AbstractList<@Nullable Object> implements RandomAccess {

  private final List<@Nullable Object> items;

  /**
   * @param items not changed by anybody from now on
   */
  PythonTuple(List<@Nullable Object> items) {
    this.items = Collections.unmodifiableList(items);
  }

  @Override
  public @Nullable Object get(int index) {
    return items.get(index);
  }

  @Override
  public int size() {
    return items.size();
  }
}
