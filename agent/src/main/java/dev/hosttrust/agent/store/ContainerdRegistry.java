// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.PathFact.RegularFile;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Names;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.agent.trust.RegistryFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one registry needs below containerd's {@code config_path}: a file with the certificates, and
 * a {@code hosts.toml} that names it where there is one already, or no directory.
 *
 * <p>In a directory without {@code hosts.toml}, or with an empty one, containerd reads each {@code
 * *.crt}, and {@code *.cert} with {@code *.key}; a {@code hosts.toml} would end that.
 *
 * @param going files that {@code hosts.toml} must not name any longer
 */
record ContainerdRegistry(
    HostDirectories directories, RegistryFile wanted, Set<String> going, Facts facts) {
  private static final String CA = "/ca.crt";

  /** What the host is asked: all directories that may count, and what else matters in these. */
  List<Question<?>> questions() {
    List<Question<?>> questions = new ArrayList<>();
    for (String directory : directories.candidates()) {
      String hosts = directory + "/" + HostsToml.NAME;
      if (HostDirectories.isDefault(directory)) {
        questions.add(Path.look(directory));
        questions.add(Path.look(hosts));
      } else {
        questions.add(Path.directory(directory));
        questions.add(Path.file(directory + CA));
        questions.add(Path.file(hosts));
      }
    }
    read().filter(this::dependsOnNames).ifPresent(directory -> questions.addAll(names(directory)));
    return questions;
  }

  /** Asked only where it matters, because the answer costs the host another look. */
  private boolean dependsOnNames(String directory) {
    if (hostsTomls().isPlain(directory)) {
      return HostDirectories.isDefault(directory);
    }
    try {
      return !HostDirectories.isDefault(directory) && !hostsTomls().file(directory).hasHosts();
    } catch (UnusableFileException e) {
      return false;
    }
  }

  private static List<Names> names(String directory) {
    return List.of(new Names(directory, ".crt"), new Names(directory, ".cert"));
  }

  private HostsTomls hostsTomls() {
    return new HostsTomls(facts);
  }

  /** The directory of this registry alone that is read, or will be. */
  String directory() {
    return directories.own(read());
  }

  /** The file with the certificates. */
  String certificates() {
    return directory() + CA;
  }

  /** Its path without links, by which the docker store names the same file. */
  private String ca() {
    return facts.real(certificates());
  }

  /** Whether a registry's own directory is there, so that nothing is hidden by making it. */
  boolean hasDirectory() {
    return read().filter(directory -> !HostDirectories.isDefault(directory)).isPresent();
  }

  private Optional<String> read() {
    return directories.read(facts::exists);
  }

  /**
   * The {@code hosts.toml} that the registry's own directory must have.
   *
   * @return empty if it must have none
   * @throws UnusableFileException if it has one that cannot be made so
   */
  Optional<HostsToml> hosts() throws UnusableFileException {
    if (hasDirectory()) {
      return hostsTomls().isPlain(directory()) ? Optional.empty() : Optional.of(existing());
    }
    return Optional.of(read().isPresent() ? repeated(read().get()) : created());
  }

  private HostsToml existing() throws UnusableFileException {
    HostsToml file = hostsTomls().file(directory());
    if (!file.hasHosts() && !others(directory()).isEmpty()) {
      throw new UnusableFileException(
          file.path(),
          "it has no [host] table, so that up to containerd 1.7 "
              + others(directory()).getFirst()
              + " is read in its place",
          "add a table [host.\"https://" + wanted.registry() + "\"] to it");
    }
    return isOfKubespray(file)
        ? ofKubespray(file)
        : new HostsTomlCut(file.trusting(wanted.registry(), ca()), wanted.registry(), going)
            .result();
  }

  /** It names no {@code ca} at its root, which pulls can do without. */
  private HostsToml ofKubespray(HostsToml file) throws UnusableFileException {
    if (file.asksItWithTrust(wanted.registry(), certificates())) {
      return file;
    }
    throw new UnusableFileException(
        file.path(),
        "kubespray writes it, and its next run would undo a change",
        ("put the CA into %1$s, add `ca: [\"%1$s\"]` to the mirror https://%2$s in"
                + " containerd_registries_mirrors and run kubespray; or trust the CA by the host's own"
                + " store (--store system) and restart containerd")
            .formatted(certificates(), wanted.registry()));
  }

  private HostsToml created() {
    return HostsToml.create(directory(), wanted.registry(), ca());
  }

  /**
   * What the directory for all registries says of this one too, which will not look there any more.
   */
  private HostsToml repeated(String from) throws UnusableFileException {
    if (hostsTomls().isPlain(from)) {
      if (!certificates(from).isEmpty()) {
        throw new UnusableFileException(
            from,
            "%s would no longer count for %s once that has a directory of its own"
                .formatted(certificates(from).getFirst(), wanted.registry()),
            "make the directory %s with what it shall have of these files".formatted(directory()));
      }
      return created();
    }
    HostsToml file = hostsTomls().file(from);
    if (!file.hasHosts()) {
      throw new UnusableFileException(
          file.path(),
          "it has no [host] table, and containerd 1 and containerd 2 read it differently",
          "add one to it");
    }
    return repeated(file, directory(), wanted.registry(), ca());
  }

  /** What the directory for all registries says, in a directory of one of them. */
  static HostsToml repeated(HostsToml file, String directory, Registry registry, String ca)
      throws UnusableFileException {
    String text =
        "# Repeats %s, which does not count where this file is.\n\n%s"
            .formatted(file.path(), file.movedTo(directory).text());
    return HostsToml.read(directory, text, file.facts()).trusting(registry, ca);
  }

  /** The same, if it is not there as it must be. */
  Optional<HostsToml> changedHosts() throws UnusableFileException {
    return hosts()
        .filter(
            hosts ->
                facts.content(hosts.path()).filter(Content.of(hosts.text())::equals).isEmpty());
  }

  /** What people should know of the trust as it will be. */
  List<String> cautions() throws UnusableFileException {
    Optional<HostsToml> hosts = hosts();
    List<String> cautions = new ArrayList<>();
    hosts.ifPresent(file -> cautions.addAll(file.cautions(wanted.registry())));
    if (!hasDirectory() && read().filter(from -> !hostsTomls().isPlain(from)).isPresent()) {
      cautions.add(
          "%s/%s repeats %s/%s, which no longer counts for %s: a change of that one must be made there too"
              .formatted(
                  directory(), HostsToml.NAME, read().get(), HostsToml.NAME, wanted.registry()));
    }
    return cautions;
  }

  /** Certificate files in a directory that are not ours. */
  private List<String> others(String directory) {
    return certificates(directory).stream().filter(file -> !file.equals(certificates())).toList();
  }

  private List<String> certificates(String directory) {
    return names(directory).stream()
        .flatMap(names -> facts.of(names).stream())
        .filter(file -> file.lastIndexOf('/') == directory.length())
        .toList();
  }

  /** Kubespray's template writes these two keys for each host, and makes the file 0640. */
  private boolean isOfKubespray(HostsToml file) {
    return facts.at(file.path()) instanceof RegularFile(var attributes, var content)
        && attributes.mode() == 0640
        && file.hostsAllHave("skip_verify", "override_path");
  }
}
