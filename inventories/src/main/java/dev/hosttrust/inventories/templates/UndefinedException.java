// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.templates;

/** Something undefined was used. */
final class UndefinedException extends TemplateException {

  private static final long serialVersionUID = 1;

  UndefinedException(String message) {
    super(message);
  }

  @Override
  public String withoutItsText() {
    return "it names something that is not defined";
  }
}
