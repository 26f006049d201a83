package dev.hosttrust.inventories.values;

import java.util.Locale;
import java.util.stream.Stream;

/** Which variables hold passwords, as far as their names tell. */
public final class SecretNames {

  private SecretNames() {}

  /** Whether the value of a variable of this name must not be shown, not even in part. */
  public static boolean contains(String variable) {
    String name = variable.toLowerCase(Locale.ROOT);
    return Stream.of("pass", "secret", "token").anyMatch(name::contains);
  }
}
