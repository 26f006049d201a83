// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The files beside these classes: playbooks, scripts, texts. */
public final class Resources {
  private Resources() {}

  /**
   * @param name a path from this package's directory
   */
  public static String read(String name) {
    try (InputStream in = Resources.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
