// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The style sheet and the script of the page. A browser takes them by their digests, so text of a
 * host that got into the page as markup could neither run nor be styled.
 *
 * @param style as it stands between the tags
 * @param script likewise
 */
record PageAssets(String style, String script) {
  private static final List<String> SCRIPTS =
      List.of("data.js", "filters.js", "charts.js", "hosts.js", "groups.js", "start.js");

  static PageAssets read() {
    String script = SCRIPTS.stream().map(PageAssets::resource).collect(Collectors.joining("\n"));
    return new PageAssets("\n" + resource("page.css"), "\n" + script);
  }

  private static String resource(String name) {
    try (InputStream in = PageAssets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Content Security Policy Level 3: nothing is loaded from anywhere, nothing is sent. */
  String policy() {
    return "default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'"
        .formatted(digest(style), digest(script));
  }

  private static String digest(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha256.digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
