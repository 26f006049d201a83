package dev.hosttrust.inventories.templates;

/** Jinja, or Ansible, has this, and what is resolved here has not. */
final class UnsupportedException extends TemplateException {

  private static final long serialVersionUID = 1;

  UnsupportedException(String what) {
    super(what + " is not among what is resolved here");
  }

  @Override
  public String withoutItsText() {
    return "it uses something that is not among what is resolved here";
  }

  /** {@code ansible-inventory --list} would show the template as it stands. */
  @Override
  public String advice(String host, String variable) {
    return "write the value itself, which 'ansible %s -m debug -a var=%s' shows"
        .formatted(host, variable);
  }
}
