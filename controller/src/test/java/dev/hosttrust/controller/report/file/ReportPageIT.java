// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Skipped;
import dev.hosttrust.agent.Outcome.Unreachable;
import dev.hosttrust.agent.Outcome.WouldChange;
import dev.hosttrust.agent.diff.FileDiff;
import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.AnchorName;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in a real Chromium. */
class ReportPageIT {
  @TempDir private static Path directory;
  private static Browser browser;
  private static Path large;

  @BeforeAll
  static void start() throws IOException {
    TestHost host = TestHosts.withBrowsers().shared();
    browser = Browser.start(host);
    large = directory.resolve("large.html");
    TestRun.rollout(large).begun().hosts(10_000).end();
  }

  @AfterAll
  static void stop() throws IOException {
    browser.close();
  }

  private static String text(String selector) throws IOException {
    return browser.evaluate("document.querySelector(\"" + selector + "\").textContent");
  }

  private static int count(String selector) throws IOException {
    return Integer.parseInt(
        browser.evaluate("document.querySelectorAll(\"" + selector + "\").length"));
  }

  private static void type(String words) throws IOException {
    browser.evaluate(
        "(() => { const field = document.getElementById('text'); field.value = '%s';"
                .formatted(words)
            + " field.dispatchEvent(new Event('input')); })()");
  }

  @Test
  void tenThousandHostsAreFilteredWithoutANetworkInLittleMemory() throws IOException {
    assertThat(Files.size(large)).as("each text is there once").isLessThan(1_000_000);
    browser.open(large, "");

    assertThat(text(".verdict"))
        .isEqualTo(
            "10,000 hosts: 2,404 ok, 7,206 changed, 241 failed, 103 unreachable, 46 skipped");
    assertThat(text("#shown")).isEqualTo("all 10,000 hosts");
    assertThat(count("#rows tr")).isBetween(100, 1000);
    assertThat(browser.requests()).containsExactly("file:///tmp/large.html");
    assertThat(heap()).isLessThan(50_000_000);

    browser.evaluate("document.querySelector(\"[data-outcome=failed]\").click()");
    assertThat(text("#shown")).isEqualTo("241 of 10,000 hosts");
    assertThat(count("#rows .is-failed")).isEqualTo(count("#rows tr")).isPositive();
    assertThat(text("#groups summary")).startsWith("241 hosts✕ failed /etc/ssl/certs is on a");

    type("node00081");
    assertThat(text("#shown")).isEqualTo("1 of 10,000 hosts");
    assertThat(browser.evaluate("location.hash")).isEqualTo("#outcome=failed&text=node00081");
    browser.evaluate("document.querySelector(\"#rows button\").click()");
    assertThat(text("#rows td.detail")).contains("remount it, or leave it out");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void whatGoesIsShownInItsOwnTable() throws IOException {
    Path removal = directory.resolve("removal.html");
    TestRun.rollout(removal)
        .absent(
            new AbsentAnchor(
                new AnchorName("old.example.com"),
                Optional.of(TestRun.ANCHOR.certificate()),
                TestRun.ANCHOR.registries()))
        .hosts(3)
        .end();

    browser.open(removal, "");

    assertThat(text("#absent-title")).isEqualTo("Certificates that go");
    assertThat(text("main table tbody tr"))
        .contains("old.example.com", "CN=Harbor CA", "harbor.example.com:8443")
        .contains(TestRun.ANCHOR.certificate().fingerprint());
    assertThat(count("#certificates-title")).isZero();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void aLinkLeadsToWhatWasFiltered() throws IOException {
    browser.open(large, "#outcome=changed&batch=2&text=ca-certificates.conf");

    assertThat(text("#shown")).matches("\\d+ of 10,000 hosts").doesNotStartWith("0 ");
    assertThat(count("#rows .is-changed")).isEqualTo(count("#rows tr")).isPositive();
    browser.evaluate("document.querySelector(\"#rows button\").click()");
    assertThat(text("#rows td.detail"))
        .contains("+local/harbor.example.com.crt", "Read back from the host", "hash link");
    browser.evaluate("document.getElementById(\"reset\").click()");
    assertThat(text("#shown")).isEqualTo("all 10,000 hosts");
    assertThat(browser.evaluate("location.hash")).isEmpty();
  }

  @Test
  void aClickOnTheMapShowsThatHost() throws IOException {
    browser.open(large, "");

    browser.evaluate("document.getElementById(\"map\").scrollIntoView({block: \"center\"})");
    String[] place =
        browser
            .evaluate(
                "(() => { const map = document.getElementById('map').getBoundingClientRect();"
                    + " return [map.left + 2, map.top + LABEL + 2]; })()")
            .split(",", -1);
    Map<String, Object> left =
        Map.of(
            "x",
            Double.parseDouble(place[0]),
            "y",
            Double.parseDouble(place[1]),
            "button",
            "left",
            "clickCount",
            1);
    for (String type : List.of("mousePressed", "mouseReleased")) {
      Map<String, Object> event = new HashMap<>(left);
      event.put("type", type);
      browser.command("Input.dispatchMouseEvent", event);
    }

    assertThat(text("#shown")).isEqualTo("1 of 10,000 hosts");
    assertThat(text("#rows .host")).isEqualTo("node00000.example.com");
  }

  /** Its batch was never begun, so that nothing says which it was. */
  @Test
  void aHostThatAHaltedRunDidNotComeToIsOnTheMapAsWell() throws IOException {
    Path page = directory.resolve("halted.html");
    TestRun.rollout(page)
        .begun()
        .hosts(20)
        .host("left", new Skipped("halted before it was begun"))
        .halted("too many failed");
    browser.open(page, "");

    assertThat(browser.evaluate("mapBoxes.length")).isEqualTo("21");
    assertThat(browser.evaluate("mapGroups.at(-1).title"))
        .isEqualTo("Batches that were not begun, 1 host");
    assertThat(text("#batch option:last-child")).isEqualTo("not begun (1 host)");
    browser.evaluate("change({ batch: document.getElementById('batch').lastChild.value })");
    assertThat(text("#shown")).isEqualTo("1 of 21 hosts");
    assertThat(text("#rows .host")).isEqualTo("left");
  }

  @Test
  void aReasonStandsAsItIsButForTheAddress() throws IOException {
    Path page = directory.resolve("certs.html");
    TestRun.rollout(page)
        .begun()
        .host("certs", new Failed("/etc/ssl/certs is missing"))
        .host("gone", new Unreachable("10.0.0.9:22: connection refused"))
        .host("away", new Unreachable("10.0.0.8:22: connection refused"))
        .end();
    browser.open(page, "");

    assertThat(
            browser.evaluate(
                "[...document.querySelectorAll('#groups summary')].map(s => s.textContent)"))
        .isEqualTo(
            "2 hosts? unreachable connection refused gone, …,"
                + "1 host✕ failed /etc/ssl/certs is missing certs");
  }

  @Test
  void textOfHostsNeitherRunsNorMakesElements() throws IOException {
    String hostile =
        "</script><script>owned=1</script><img src=x onerror=owned=1><a href=javascript:owned=1>x";
    Path page = directory.resolve("hostile.html");
    TestRun.dryRun(false, page)
        .begun(hostile)
        .host(hostile, new Failed(List.of(hostile)))
        .host(
            hostile + "2",
            new WouldChange(TestRun.plan(1, 0)),
            new FileDiff(hostile, List.of("+" + hostile)))
        .end();

    browser.open(page, "");
    browser.evaluate(
        "document.querySelectorAll(\"#rows button, summary\").forEach(b => b.click())");
    // What the page's policy stops even if it got into the page as markup.
    browser.evaluate(
        "(() => { const s = document.createElement('script'); s.textContent = 'owned = 1';"
            + " document.body.append(s); s.remove(); })()");

    assertThat(browser.evaluate("typeof owned")).isEqualTo("undefined");
    assertThat(count("script")).isEqualTo(2);
    assertThat(count("img, main a, iframe, style ~ style")).isZero();
    assertThat(text("#rows")).contains(hostile);
    assertThat(browser.requests()).containsExactly("file:///tmp/hostile.html");
    assertThat(browser.complaints()).singleElement().asString().contains("Content Security Policy");
  }

  /** Paper is light whatever the screen is. */
  @ParameterizedTest
  @CsvSource({"light,screen", "dark,screen", "dark,print"})
  void fitsAPhoneAndCanBeReadInAllColours(String scheme, String medium) throws IOException {
    browser.command(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            medium,
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    browser.command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 400, "height", 800, "deviceScaleFactor", 1, "mobile", true));
    browser.open(large, "");
    browser.evaluate("document.querySelectorAll(\"#rows button\")[1].click()");

    assertThat(browser.evaluate("document.scrollingElement.scrollWidth")).isEqualTo("400");
    assertThat(
            browser.evaluate(
                "[...document.querySelectorAll('.wide td')]"
                    + ".every(cell => cell.getBoundingClientRect().right <= 400)"))
        .as("all of the certificates is to be seen")
        .isEqualTo("true");
    for (String selector :
        List.of(
            "h2",
            ".is-ok",
            ".is-changed",
            ".is-failed",
            ".is-unreachable",
            ".is-skipped",
            "td.what",
            ".plain")) {
      assertThat(contrast(selector)).as(selector).isGreaterThan(4.5);
    }
    browser.command("Emulation.clearDeviceMetricsOverride", Map.of());
    browser.command("Emulation.setEmulatedMedia", Map.of("media", ""));
  }

  /** The contrast of an element's text, by WCAG 2.2. */
  private static double contrast(String selector) throws IOException {
    return Double.parseDouble(
        browser.evaluate(
            """
            (() => {
              const light = colour => {
                const [r, g, b] = colour.match(/\\d+/g).slice(0, 3).map(n => n / 255)
                  .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
              };
              const text = light(getComputedStyle(document.querySelector('%s')).color);
              const paper = matchMedia('print').matches;
              const back = paper ? 1 : light(getComputedStyle(document.body).backgroundColor);
              return (Math.max(text, back) + 0.05) / (Math.min(text, back) + 0.05);
            })()\
            """
                .formatted(selector)));
  }

  private static long heap() throws IOException {
    browser.command("HeapProfiler.collectGarbage", Map.of());
    return browser.command("Runtime.getHeapUsage", Map.of()).get("usedSize").asLong();
  }
}
