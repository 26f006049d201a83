// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.templates;

/** A template cannot be resolved; the message goes on after "is a template: ". */
public sealed class TemplateException extends RuntimeException
    permits UndefinedException, UnsupportedException {

  private static final long serialVersionUID = 1;

  TemplateException(String message) {
    super(message);
  }

  /** For something that Jinja has and this subset has not. */
  static UnsupportedException unsupported(String what) {
    return new UnsupportedException(what);
  }

  /** Why, in plain words. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /** Why, without a word of the template, for one that may hold a password. */
  public String withoutItsText() {
    return "its syntax is wrong, or it leads too far";
  }

  /** What to do about it, for the variable of that name. */
  public String advice(String host, String variable) {
    return "write the value itself";
  }
}
