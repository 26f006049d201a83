// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.trust.Registry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostsTomlTest {
  private static final String DIRECTORY = "/etc/containerd/certs.d/h.test:8443";
  private static final Registry REGISTRY = Registry.parse("h.test:8443");
  private static final String CA = DIRECTORY + "/ca.crt";

  @Test
  void makesAFileThatNeedsNothingMore() throws UnusableFileException {
    HostsToml file = HostsToml.create(DIRECTORY, REGISTRY, CA);

    assertThat(file.text())
        .isEqualTo(
            """
            server = "https://h.test:8443"
            ca = "/etc/containerd/certs.d/h.test:8443/ca.crt"

            [host."https://h.test:8443"]
              capabilities = ["pull", "resolve", "push"]
              ca = "/etc/containerd/certs.d/h.test:8443/ca.crt"
            """);
    assertThat(file.trusting(REGISTRY, CA)).isSameAs(file);
    assertThat(file.cautions(REGISTRY)).isEmpty();
  }

  /** Line feeds are written as {@code |}, the certificate file as {@code @}. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        // Neither has a ca.
        "server = 'https://h.test:8443'|[host.'https://h.test:8443']| skip_verify = false # x|"
            + " ~ server = 'https://h.test:8443'|ca = @|[host.'https://h.test:8443']| skip_verify = false # x| ca = @|",
        // A string becomes an array, an array gets one more, and keeps its comments.
        "ca = 'a.pem' # old|[host.\"https://h.test:8443\"]|ca = [|  'b.pem', # b|]|"
            + " ~ ca = ['a.pem', @] # old|[host.\"https://h.test:8443\"]|ca = [|  'b.pem', @, # b|]|",
        "ca = []|[host]| ~ ca = [@]|[host]|",
        "ca = [ # none|]|[host]| ~ ca = [@ # none|]|[host]|",
        // Mirrors stay.
        "server = 'https://h.test:8443'|[host.'https://m.test']|  ca = 'm.crt'|"
            + " ~ server = 'https://h.test:8443'|ca = @|[host.'https://m.test']|  ca = 'm.crt'|",
        "[host.'http://h.test:8443']|[host.'https://h.test:8444']|[host.'https://h.test']|"
            + " ~ ca = @||[host.'http://h.test:8443']|[host.'https://h.test:8444']|[host.'https://h.test']|",
        // The same registry in other words, all of them.
        "ca = @|[host.'HTTPS://H.test:8443/']|[host.'h.test:8443']|x = 1|[host.'https://h.test:8443/v2']|"
            + " ~ ca = @|[host.'HTTPS://H.test:8443/']|ca = @|[host.'h.test:8443']|x = 1|ca = @|[host.'https://h.test:8443/v2']|ca = @|",
        // Tables in braces, and keys with dots.
        "ca = @|[host]|'https://h.test:8443' = { capabilities = ['pull'] }|"
            + " ~ ca = @|[host]|'https://h.test:8443' = { ca = @, capabilities = ['pull'] }|",
        "ca = @|host = {'https://h.test:8443' = {}}| ~ ca = @|host = {'https://h.test:8443' = { ca = @ }}|",
        "ca = @|host.'https://h.test:8443'.ca = 'x'| ~ ca = @|host.'https://h.test:8443'.ca = ['x', @]|",
        // No [host] table at all.
        "server = 'h.test:8443'| ~ server = 'h.test:8443'|ca = @||[host.\"https://h.test:8443\"]|  ca = @|",
        "# mine| ~ ca = @||# mine||[host.\"https://h.test:8443\"]|  ca = @|",
        // Where a new key of the root goes.
        "# Managed by hand.||# the mirror|[host.'https://m.test']|"
            + " ~ # Managed by hand.||ca = @||# the mirror|[host.'https://m.test']|",
        "# the mirror|[host.'https://m.test']| ~ ca = @||# the mirror|[host.'https://m.test']|",
        "# c|  server = 'https://h.test:8443'   # c||[host]|"
            + " ~ # c|  server = 'https://h.test:8443'   # c|  ca = @||[host]|",
        // The last line has no end.
        "ca = @|[host.'https://h.test:8443']|x = 1 ~ ca = @|[host.'https://h.test:8443']|x = 1|ca = @|",
        "server = 'https://h.test:8443' ~ server = 'https://h.test:8443'|ca = @||[host.\"https://h.test:8443\"]|  ca = @|",
        // A file of the same name, told from the directory, is ours.
        "ca = 'ca.crt'|[host.'https://h.test:8443']|ca = ['./ca.crt']|"
            + " ~ ca = 'ca.crt'|[host.'https://h.test:8443']|ca = ['./ca.crt']|",
      })
  void addsItsCertificateAndNothingElse(String before, String after) throws UnusableFileException {
    HostsToml file = HostsToml.read(DIRECTORY, text(before), Facts.NONE);

    HostsToml edited = file.trusting(REGISTRY, CA);

    assertThat(edited.text()).isEqualTo(text(after));
    assertThat(edited.trusts(REGISTRY, CA)).isTrue();
    assertThat(file.trusts(REGISTRY, CA)).isEqualTo(before.equals(after));
    assertThat(edited.trusting(REGISTRY, CA)).isSameAs(edited);
  }

  @Test
  void keepsLineEndsOfWindows() throws UnusableFileException {
    String before = "[host.'https://h.test:8443']\r\n# end\r\n";

    assertThat(HostsToml.read(DIRECTORY, before, Facts.NONE).trusting(REGISTRY, CA).text())
        .isEqualTo(
            text("ca = @||[host.'https://h.test:8443']|ca = @|# end|").replace("\n", "\r\n"));
  }

  @Test
  void knowsWhereTheImagesOfDockerHubComeFrom() throws UnusableFileException {
    Registry hub = Registry.parse("docker.io");

    assertThat(HostsToml.create("/c/docker.io", hub, "/x").text())
        .startsWith("server = \"https://registry-1.docker.io\"\n");
    assertThat(
            HostsToml.read("/c/docker.io", "server = 'https://registry-1.docker.io'\n", Facts.NONE)
                .trusting(hub, "/x")
                .text())
        .endsWith("[host.\"https://registry-1.docker.io\"]\n  ca = \"/x\"\n");
  }

  @Test
  void takesPort443AsNone() throws UnusableFileException {
    HostsToml file =
        HostsToml.read(
            DIRECTORY, "ca = '/x'\n[host.'https://h.test:443']\n[host.'h.test']\n", Facts.NONE);

    assertThat(file.trusting(Registry.parse("h.test"), "/x").text())
        .isEqualTo(
            "ca = '/x'\n[host.'https://h.test:443']\nca = \"/x\"\n[host.'h.test']\nca = \"/x\"\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "server = 'x|~ line 1, column 12: a control character",
        "server = 'a'|server = 'b'~ 'server' is defined a second time",
        "\ufeffserver = 'a'~ line 1, column 1: a byte order mark",
        "server = 1~ `server` is no text",
        "host = 1~ `host` is no table",
        "[[host]]~ `host` is no table",
        "[host]|'https://h.test:8443' = 1~ `host` of https://h.test:8443 is no table",
        "ca = 1~ `ca` of its root is neither a text nor a list of texts",
        "[host.m]|ca = ['a', 1]~ `ca` of m is neither",
        "[host.m]|capabilities = 'pull'~ `capabilities` of m is no list of texts",
        "[host.m]|capabilities = ['pull', 'fetch']~ the unknown capability 'fetch' at m",
      })
  void refusesWhatContainerdDoesNotRead(String text, String reason) {
    assertThatThrownBy(() -> HostsToml.read(DIRECTORY, text(text), Facts.NONE))
        .isInstanceOf(UnusableFileException.class)
        .hasMessageStartingWith(DIRECTORY + "/hosts.toml: containerd cannot read it: ")
        .hasMessageContaining(reason)
        .hasMessageEndingWith("; mend it, or take it away");
  }

  @Test
  void refusesAServerThatOnlySomeVersionsAsk() throws UnusableFileException {
    HostsToml file = HostsToml.read(DIRECTORY, "server = 'https://m.test'\n", Facts.NONE);

    assertThatThrownBy(() -> file.trusting(REGISTRY, CA))
        .hasMessage(
            DIRECTORY
                + "/hosts.toml: it has the server https://m.test and no [host] table, which containerd 1"
                + " and containerd 2 read differently; add a table [host.\"https://m.test\"] to it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ca = @|host.'https://h.test:8443'.skip_verify = false|",
        "ca = @|[host]|'https://h.test:8443'.skip_verify = false|",
        "ca = @|[host.'https://h.test:8443'.header]|x = 'y'|",
      })
  void leavesToPeopleWhatItCannotEdit(String text) throws UnusableFileException {
    HostsToml file = HostsToml.read(DIRECTORY, text(text), Facts.NONE);

    assertThatThrownBy(() -> file.trusting(REGISTRY, CA))
        .hasMessageEndingWith(
            "; add " + CA + " to `ca` at its root and in the registry's own [host] table by hand");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "skip_verify = true|[host]~ accepts any certificate",
        "[host.'https://h.test:8443']|skip_verify = true~ accepts any certificate",
        "server = 'https://m.test'|[host]~ the server https://m.test in place of h.test:8443",
      })
  void warnsOfWhatBendsTheTrust(String text, String caution) throws UnusableFileException {
    assertThat(HostsToml.read(DIRECTORY, text(text), Facts.NONE).cautions(REGISTRY))
        .singleElement()
        .asString()
        .contains(caution);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "skip_verify = false|server = 'https://h.test:8443/v2'|[host.'https://m.test']|skip_verify = true|",
        "server = ''|[host]|",
      })
  void warnsOfNothingElse(String text) throws UnusableFileException {
    assertThat(HostsToml.read(DIRECTORY, text(text), Facts.NONE).cautions(REGISTRY)).isEmpty();
  }

  @Test
  void keepsPathsWhereItIsRepeatedElsewhere() throws UnusableFileException {
    HostsToml file =
        HostsToml.read(
            "/c/_default",
            "ca = 'a.crt' # a\n[host.m]\nca = ['/b.crt', 'c.crt']\nclient = [['d.cert', 'd.key']]\nserver = 'x'\n",
            Facts.NONE);

    assertThat(file.movedTo("/c/h.test").text())
        .isEqualTo(
            """
            ca = "/c/_default/a.crt" # a
            [host.m]
            ca = ['/b.crt', "/c/_default/c.crt"]
            client = [["/c/_default/d.cert", "/c/_default/d.key"]]
            server = 'x'
            """);
  }

  private static String text(String written) {
    return written.replace('|', '\n').replace("@", "\"" + CA + "\"");
  }
}
