// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The Firefox of a host {@link TestHosts#withBrowsers with one}, with an empty profile of its own
 * that it keeps from start to start. It runs as an ordinary user, without a window, and talks to
 * nobody but the host itself.
 */
public final class TestFirefox {
  private static final String USER = TestUser.NOSUDO.login();
  private static final Pattern LISTED =
      Pattern.compile("(?m)^(.+?) +[a-zA-Z]*,[a-zA-Z]*,[a-zA-Z]* *$");

  private final TestHost host;
  private final String profile;

  private TestFirefox(TestHost host, String profile) {
    this.host = host;
    this.profile = profile;
  }

  /** A browser that has never been started. */
  public static TestFirefox withNewProfile(TestHost host) {
    String profile =
        host.run(
                """
                profile=$(mktemp -d /home/%1$s/profile-XXXXXX)
                cat >"$profile/user.js" <<'JS'
                user_pref("network.proxy.type", 1);
                user_pref("network.proxy.http", "127.0.0.1");
                user_pref("network.proxy.http_port", 9);
                user_pref("network.proxy.ssl", "127.0.0.1");
                user_pref("network.proxy.ssl_port", 9);
                JS
                certutil -N -d "sql:$profile" --empty-password
                chown -R %1$s: "$profile"
                echo "$profile"
                """
                    .formatted(USER))
            .strip();
    return new TestFirefox(host, profile);
  }

  /** Starts the browser, which ends once it has drawn an empty page. */
  public void start() {
    host.run(command("about:blank"));
  }

  /**
   * Starts the browser with a server's page, as {@code https://localhost}. It ends once it has
   * drawn the page, or is ended when the server hears that its certificate is not trusted.
   *
   * @return whether the page was drawn
   */
  public boolean shows(TestTlsServer server) {
    ExecOutput shown =
        host.exec(
            """
            : >%2$s
            setsid %1$s &
            while kill -0 $! 2>/dev/null; do
              if grep -q 'alert' %2$s; then
                kill -- -$!
                exit 1
              fi
              sleep 0.1
            done
            wait $!
            """
                .formatted(command("https://localhost:" + server.port() + "/"), server.log()));
    return shown.exit() == 0;
  }

  private String command(String page) {
    String firefox =
        "cd; HOME=$PWD exec firefox-esr --headless --no-remote --profile %1$s --screenshot %1$s/page.png %2$s"
            .formatted(profile, page);
    return "su -s /bin/sh -c '%s' %s >%s/log 2>&1 </dev/null".formatted(firefox, USER, profile);
  }

  /** The common names of the CAs that the profile has, sorted. */
  public List<String> authorities() {
    return LISTED
        .matcher(host.run("certutil -L -d sql:" + profile))
        .results()
        .map(line -> line.group(1))
        .sorted()
        .toList();
  }
}
