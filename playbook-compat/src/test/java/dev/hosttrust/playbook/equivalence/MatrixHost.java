// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook.equivalence;

import dev.hosttrust.playbook.Resources;
import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.ExecOutput;
import dev.hosttrust.testhosts.FileEntry;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestTlsServer;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A host that takes one start state after another, and is put back as it was in between. */
final class MatrixHost implements AutoCloseable {
  private static final List<String> PATHS =
      Stream.concat(FileEntry.TRUST_PATHS.stream(), Stream.of("/srv/elsewhere")).toList();
  private static final String PREPARE = Resources.read("equivalence/prepare.sh");

  private static final String FIRST =
      """
      tar -czpf /root/pristine.tgz $store /usr/local/share/ca-certificates $conf $certs 2>/dev/null
      listing >/root/pristine.list
      base64 -w 0 /root/pristine.tgz
      """;

  private static final String TRUST =
      """
      more=
      case $(openssl version) in "OpenSSL 1."*) ;; *) more=-no-CAstore ;; esac
      for way in bundle:-no-CApath:-CAfile:/etc/ssl/certs/ca-certificates.crt hash:-no-CAfile:-CApath:/etc/ssl/certs; do
        IFS=: read -r name no option path <<WAY
      $way
      WAY
        all=$name
        for ca in @CAS@; do
          openssl verify $more $no $option $path /root/ca/$ca.server >/dev/null 2>&1 || all=
        done
        echo $all
      done
      """;

  private final TestHost host;
  private final Way way;
  private final int slot;
  private final String name;
  private StartState state = StartState.state("none", "");

  MatrixHost(TestHost host, Way way, int slot) {
    this.host = host;
    this.way = way;
    this.slot = slot;
    this.name = "%s-%d-%s".formatted(host.release().codename(), slot, way.id());
  }

  /** Makes the first state of a release's hosts, and answers it for the others. */
  String makeFirstState(String caScript) {
    return host.run(caScript + PREPARE + FIRST);
  }

  /** Takes another host's first state. */
  void takeFirstState(String caScript, String pristine) {
    host.writeFile("/root/pristine.b64", pristine);
    host.run(
        caScript
            + PREPARE
            + """
            base64 -d /root/pristine.b64 >/root/pristine.tgz
            rm -rf $store /usr/local/share/ca-certificates $conf $certs
            tar -xzpf /root/pristine.tgz -C /
            listing >/root/pristine.list
            """);
  }

  /** Puts the host back as it was, and then into the state. */
  void prepare(StartState next) {
    state = next;
    ExecOutput output = host.exec(PREPARE + "reset\n" + next.script() + "\n");
    if (output.exit() != 0) {
      throw new IllegalStateException(
          "'%s' on %s: %s%s".formatted(next, name, output.stdout(), output.stderr()));
    }
  }

  List<FileEntry> tree() {
    return host.fileTree(PATHS);
  }

  SortedSet<String> trusted() {
    NavigableSet<String> ways = new TreeSet<>();
    String cas =
        String.join(" ", state.wanted().stream().flatMap(anchor -> anchor.cas().stream()).toList());
    host.run(TRUST.replace("@CAS@", cas))
        .lines()
        .filter(line -> !line.isEmpty())
        .forEach(ways::add);
    if (state.tls() && trustsServer()) {
      ways.add("TLS");
    }
    return ways;
  }

  private boolean trustsServer() {
    var certificate = Objects.requireNonNull(CaFiles.CAS.get("harbor")).server(CaFiles.SERVER);
    try (TestTlsServer server = TestTlsServer.start(host, certificate, 8443)) {
      return server.isTrusted();
    }
  }

  /** Temporary files of a run, where the trees of {@link #tree} do not show them. */
  String leftovers() {
    return host.run("find /etc /etc/ssl -maxdepth 1 -name '.hosttrust-*'");
  }

  /** Which of a round's start states it takes. */
  int slot() {
    return slot;
  }

  StartState state() {
    return state;
  }

  Way way() {
    return way;
  }

  String name() {
    return name;
  }

  DebianRelease release() {
    return host.release();
  }

  int port() {
    return host.port();
  }

  List<String> knownHosts() {
    return host.knownHosts();
  }

  @Override
  public void close() {
    host.close();
  }
}
