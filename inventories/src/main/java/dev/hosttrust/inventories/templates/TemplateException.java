package dev.hosttrust.inventories.templates;

/** A template cannot be resolved; the message goes on after "is a template: ". */
public sealed class TemplateException extends RuntimeException permits UndefinedException {

  private static final long serialVersionUID = 1;

  TemplateException(String message) {
    super(message);
  }

  /** For something that Jinja has and this subset has not. */
  static TemplateException unsupported(String what) {
    return new TemplateException(what + " is not among what is resolved here");
  }

  /** Why, in plain words. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
