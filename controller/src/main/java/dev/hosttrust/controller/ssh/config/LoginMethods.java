// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The methods of logging in that the options of a host allow: RFC 4252 and RFC 4256. */
final class LoginMethods {
  private static final String PREFERRED = "preferredauthentications";

  /** Keywords in lower case, old names among them, with what they switch off. */
  private static final Map<String, String> SWITCHES =
      Map.of(
          "pubkeyauthentication", "publickey",
          "dsaauthentication", "publickey",
          "passwordauthentication", "password",
          "kbdinteractiveauthentication", "keyboard-interactive",
          "challengeresponseauthentication", "keyboard-interactive",
          "skeyauthentication", "keyboard-interactive");

  private LoginMethods() {}

  /** What is left of the three. */
  static Set<String> of(HostOptions options) {
    Set<String> methods = new LinkedHashSet<>(SWITCHES.values());
    Set<String> seen = new LinkedHashSet<>();
    for (OtherSetting setting : options.others()) {
      String name = Keyword.lower(setting.name());
      String method = SWITCHES.get(name);
      if (method != null && seen.add(method) && isOff(setting.value())) {
        methods.remove(method);
      } else if (name.equals(PREFERRED)) {
        methods.retainAll(List.of(setting.value().split(",")));
      }
    }
    return methods;
  }

  private static boolean isOff(String value) {
    return List.of("no", "false").contains(Keyword.lower(value));
  }
}
