// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.templates;

/** Something that Jinja or Ansible has and that is not supported in templates here. */
final class UnsupportedException extends TemplateException {

  private static final long serialVersionUID = 1;

  UnsupportedException(String what) {
    super(what + " is not supported in templates here");
  }

  @Override
  public String withoutItsText() {
    return "it uses something that is not supported in templates here";
  }

  /** {@code ansible-inventory --list} would show the template as it stands. */
  @Override
  public String advice(String host, String variable) {
    return "write the value itself, which 'ansible %s -m debug -a var=%s' shows"
        .formatted(host, variable);
  }
}
