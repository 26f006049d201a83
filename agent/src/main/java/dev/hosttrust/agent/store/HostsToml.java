// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.toml.TomlEditor;
import dev.hosttrust.agent.toml.TomlException;
import dev.hosttrust.agent.toml.TomlParser;
import dev.hosttrust.agent.toml.TomlTable;
import dev.hosttrust.agent.toml.TomlValue;
import dev.hosttrust.agent.trust.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The file {@code hosts.toml} in a registry's directory, which says where containerd asks for the
 * registry's images (containerd, {@code docs/hosts.md}; {@code core/remotes/docker/config/hosts.go}
 * and, up to 1.7, {@code remotes/docker/config/hosts.go}). Immutable.
 *
 * <p>The {@code [host]} tables are asked in the order of the text, then {@code server}, or the
 * registry itself where that is not set. Each has the certificates of its own {@code ca} only, and
 * those of the root are {@code server}'s. So ours has to stand in both: without the root's, an
 * image that does not exist ends in an error about the certificate. Up to 1.7 a file without a
 * {@code [host]} table counts as broken, and with it all that it says.
 *
 * @param directory the directory of the file, on the host
 * @param text all of it
 * @param root what stands in it
 * @param facts where links lead: a certificate file may be named by either path
 */
record HostsToml(String directory, String text, TomlTable root, Facts facts) {
  static final String NAME = "hosts.toml";

  private static final String HOST = "host";
  private static final String SERVER = "server";
  private static final String CA = "ca";

  /**
   * Reads a file.
   *
   * @throws UnusableFileException if containerd would not read it
   */
  static HostsToml read(String directory, String text, Facts facts) throws UnusableFileException {
    HostsToml file = new HostsToml(directory, text, parse(directory, text), facts);
    Optional<String> flaw = HostsTomlFlaw.of(file.root());
    if (flaw.isPresent()) {
      throw unread(directory, flaw.get());
    }
    return file;
  }

  private static TomlTable parse(String directory, String text) throws UnusableFileException {
    try {
      return TomlParser.parse(text);
    } catch (TomlException e) {
      throw unread(directory, "it is no TOML, " + e.getMessage());
    }
  }

  private static UnusableFileException unread(String directory, String flaw) {
    return new UnusableFileException(
        path(directory), "containerd cannot read it: " + flaw, "mend it, or take it away");
  }

  /**
   * A whole new file, in the one form that containerd 1.5 to 2.x read alike.
   *
   * @param ca the path of the file with the certificates
   */
  static HostsToml create(String directory, Registry registry, String ca) {
    String url = TomlEditor.quoted(RegistryEndpoint.url(registry));
    String path = TomlEditor.quoted(ca);
    String text =
        """
        server = %1$s
        ca = %2$s

        [host.%1$s]
          capabilities = ["pull", "resolve", "push"]
          ca = %2$s
        """
            .formatted(url, path);
    try {
      return read(directory, text, Facts.NONE);
    } catch (UnusableFileException e) {
      throw new IllegalStateException("a file of our own", e);
    }
  }

  String path() {
    return path(directory);
  }

  private static String path(String directory) {
    return directory + "/" + NAME;
  }

  /** Whether a {@code [host]} table is there, be it empty. */
  boolean hasHosts() {
    return root.table(HOST).isPresent();
  }

  /** Whether containerd verifies the registry by a certificate file, wherever it asks for it. */
  boolean trusts(Registry registry, String ca) {
    return hasHosts()
        && names(root, ca)
        && own(registry).stream().allMatch(table -> names(table, ca));
  }

  /** Whether a {@code [host]} table is the registry itself, and each such names the file. */
  boolean asksItWithTrust(Registry registry, String ca) {
    List<TomlTable> own = own(registry);
    return !own.isEmpty() && own.stream().allMatch(table -> names(table, ca));
  }

  /**
   * The file with the certificate file named at its root and in each {@code [host]} table that is
   * the registry itself. Mirrors keep to their own certificates. The file may stay as it is.
   *
   * @throws UnusableFileException if that cannot be done without a change of what it says
   */
  HostsToml trusting(Registry registry, String ca) throws UnusableFileException {
    if (trusts(registry, ca)) {
      return this;
    }
    refuseServerAlone(registry);
    TomlEditor editor = new TomlEditor(text, root);
    if (!names(root, ca)) {
      add(editor, root, ca);
    }
    for (TomlTable table : own(registry)) {
      if (!names(table, ca)) {
        add(editor, table, ca);
      }
    }
    if (!hasHosts()) {
      String header = "[host." + TomlEditor.quoted(RegistryEndpoint.url(registry)) + "]";
      editor.addLines(List.of(header, "  ca = " + TomlEditor.quoted(ca)));
    }
    return checked(editor.text(), registry, ca);
  }

  /** A last look at what was made: it says what it said, and our certificate besides. */
  private HostsToml checked(String edited, Registry registry, String ca)
      throws UnusableFileException {
    HostsToml after = read(directory, edited, facts);
    if (after.trusts(registry, ca)
        && after.contentWithout(registry, ca).equals(contentWithout(registry, ca))) {
      return after;
    }
    throw byHand(ca);
  }

  private Map<String, Object> contentWithout(Registry registry, String ca) {
    return new HostsTomlContent(directory, registry, Set.of(CaFiles.resolve(directory, ca)), facts)
        .of(root);
  }

  private void add(TomlEditor editor, TomlTable table, String ca) throws UnusableFileException {
    switch (table.find(CA).orElse(null)) {
      case TomlValue.Text one -> editor.append(one, ca);
      case TomlValue.Array several -> editor.append(several, ca);
      case null, default -> {
        switch (table.form()) {
          case ROOT -> editor.addToRoot(CA, ca);
          case HEADER, INLINE -> editor.add(table, CA, ca);
          case IMPLIED, DOTTED -> throw byHand(ca);
        }
      }
    }
  }

  private UnusableFileException byHand(String ca) {
    return new UnusableFileException(
        path(),
        "it is written in a way that hosttrust does not edit",
        "add " + ca + " to `ca` at its root and in the registry's own [host] table by hand");
  }

  /** With {@code server} alone, up to 1.7 the registry is asked, and from 2.0 on that server. */
  private void refuseServerAlone(Registry registry) throws UnusableFileException {
    Optional<String> server = root.text(SERVER);
    if (!hasHosts()
        && server.isPresent()
        && !RegistryEndpoint.of(server.get()).equals(RegistryEndpoint.of(registry))) {
      throw new UnusableFileException(
          path(),
          "it has the server "
              + server.get()
              + " and no [host] table, which containerd 1 and containerd 2 read differently",
          "add a table [host." + TomlEditor.quoted(server.get()) + "] to it");
    }
  }

  /** Whether each {@code [host]} table has all of these keys; there is one at least. */
  boolean hostsAllHave(String... keys) {
    return !hosts().isEmpty()
        && hosts().stream().allMatch(host -> host.values().keySet().containsAll(List.of(keys)));
  }

  /** What weakens or bends the trust, for people. */
  List<String> cautions(Registry registry) {
    List<String> cautions = new ArrayList<>();
    if (root.is("true", "skip_verify")
        || own(registry).stream().anyMatch(table -> table.is("true", "skip_verify"))) {
      cautions.add(
          path() + " has skip_verify = true: containerd accepts any certificate of " + registry);
    }
    root.text(SERVER)
        .filter(server -> !server.isEmpty())
        .filter(server -> !RegistryEndpoint.of(server).equals(RegistryEndpoint.of(registry)))
        .ifPresent(
            server ->
                cautions.add(
                    path()
                        + " has the server "
                        + server
                        + " in place of "
                        + registry
                        + ": the CA is trusted for that one"));
    return cautions;
  }

  /** The same file for another directory, with the paths that were relative to this one. */
  HostsToml movedTo(String other) throws UnusableFileException {
    TomlEditor editor = new TomlEditor(text, root);
    movePaths(editor, root);
    hosts().forEach(table -> movePaths(editor, table));
    return read(other, editor.text(), facts);
  }

  private void movePaths(TomlEditor editor, TomlTable table) {
    table.find(CA).ifPresent(value -> movePaths(editor, value));
    table.find("client").ifPresent(value -> movePaths(editor, value));
  }

  private void movePaths(TomlEditor editor, TomlValue value) {
    switch (value) {
      case TomlValue.Text path when !path.text().startsWith("/") ->
          editor.replace(path, directory + "/" + path.text());
      case TomlValue.Array paths -> paths.items().forEach(path -> movePaths(editor, path));
      default -> {}
    }
  }

  /** The files of CAs that it names, in whatever table. */
  List<String> caFiles() {
    return Stream.concat(Stream.of(root), hosts().stream())
        .flatMap(table -> CaFiles.of(table.find(CA), directory).stream())
        .distinct()
        .toList();
  }

  List<TomlTable> hosts() {
    return hosts(any -> true);
  }

  /** The tables of the registry itself, however their URLs are spelt. */
  private List<TomlTable> own(Registry registry) {
    RegistryEndpoint endpoint = RegistryEndpoint.of(registry);
    return hosts(url -> RegistryEndpoint.of(url).equals(endpoint));
  }

  private List<TomlTable> hosts(Predicate<String> urls) {
    return root.table(HOST).stream()
        .flatMap(hosts -> hosts.values().entrySet().stream())
        .filter(host -> urls.test(host.getKey()))
        .map(host -> (TomlTable) host.getValue())
        .toList();
  }

  private boolean names(TomlTable table, String ca) {
    return CaFiles.of(table.find(CA), directory).stream()
        .anyMatch(path -> CaFiles.areOne(path, CaFiles.resolve(directory, ca), facts));
  }
}
