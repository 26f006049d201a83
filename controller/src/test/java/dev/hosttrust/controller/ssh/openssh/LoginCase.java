// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.openssh;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One configuration to log in with, of {@code logins.conf}.
 *
 * @param words for ssh, before the host
 * @param text the file, with {@code @D@} and its like in it
 */
record LoginCase(String name, String host, List<String> words, String text) {
  private static final Pattern TITLE = Pattern.compile("== (.*?): (\\S+) ?(.*)");
  private static final String DEFAULTS =
      """
      Host *
        HostName 127.0.0.1
        Port @PORT@
        User ops
        UserKnownHostsFile @D@/kh/good
        GlobalKnownHostsFile none
        IdentityAgent none
      """;

  static List<LoginCase> all() throws IOException {
    List<LoginCase> cases = new ArrayList<>();
    try (InputStream in = requireNonNull(LoginCase.class.getResourceAsStream("logins.conf"))) {
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String part : all.split("(?m)^(?=== )")) {
        Matcher title = TITLE.matcher(part.lines().findFirst().orElse(""));
        if (title.matches()) {
          cases.add(read(title, part.substring(part.indexOf('\n') + 1)));
        }
      }
    }
    return cases;
  }

  private static LoginCase read(Matcher title, String text) {
    List<String> words = title.group(3).isEmpty() ? List.of() : List.of(title.group(3).split(" "));
    String whole = text.contains("# no defaults") ? text : text + DEFAULTS;
    return new LoginCase(title.group(1), title.group(2), words, whole);
  }

  /** A name for its file. */
  String file() {
    return name.replaceAll("[^A-Za-z0-9]+", "-") + ".conf";
  }

  @Override
  public String toString() {
    return name;
  }
}
