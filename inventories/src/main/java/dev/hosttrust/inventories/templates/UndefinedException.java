package dev.hosttrust.inventories.templates;

/** Something undefined was used; the filter {@code default} may still help. */
final class UndefinedException extends TemplateException {

  private static final long serialVersionUID = 1;

  UndefinedException(String message) {
    super(message);
  }
}
