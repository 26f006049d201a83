// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import dev.hosttrust.controller.ssh.hostkey.Wildcard;
import dev.hosttrust.words.Warning;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the options of one host that no library does come to. */
final class OtherOptions {
  private static final String IGNORE_UNKNOWN = "ignoreunknown";
  private static final Set<String> KERBEROS = Set.of("gssapiauthentication", "gssapikeyexchange");
  private static final Set<String> NAMES = Set.of("canonicalizehostname");

  private final List<OtherSetting> settings;
  private final LocalUser local;
  private final Path systemDirectory;

  OtherOptions(HostOptions options, LocalUser local, Path systemDirectory) {
    this.settings = options.others();
    this.local = local;
    this.systemDirectory = systemDirectory;
  }

  /** What only ssh does. */
  List<Need> needs() {
    List<Need> needs = new ArrayList<>();
    for (OtherSetting setting : settings) {
      KeywordTable.of(setting.name())
          .filter(entry -> entry.needsSsh(setting.value()) && isWanted(setting))
          .map(entry -> new Need(entry.name(), setting.place(), kind(entry)))
          .ifPresent(needs::add);
      if (isOfKerberos(setting)) {
        needs.add(new Need("PreferredAuthentications", setting.place(), Need.Kind.OPTION));
      }
    }
    return needs;
  }

  private static Need.Kind kind(KeywordTable.Entry entry) {
    if (entry.handling() == Handling.ONLY_BY_SSH) {
      return Need.Kind.ESSENTIAL;
    }
    return NAMES.contains(Keyword.lower(entry.name())) ? Need.Kind.NAME : Need.Kind.OPTION;
  }

  private static boolean isOfKerberos(OtherSetting setting) {
    return Keyword.lower(setting.name()).equals("preferredauthentications")
        && Stream.of(setting.value().split(","))
            .anyMatch(method -> method.startsWith("gssapi") || method.equals("hostbased"));
  }

  /**
   * Whether the option is meant: Debian's and Fedora's files switch Kerberos on for everyone, which
   * is nothing to those who have no tickets.
   */
  private boolean isWanted(OtherSetting setting) {
    return !KERBEROS.contains(Keyword.lower(setting.name()))
        || !setting.place().source().startsWith(systemDirectory + "/")
        || Tickets.isAnyFor(local);
  }

  /** Keywords that nobody knows, unless {@code IgnoreUnknown} names them. */
  List<Warning> strays() {
    Optional<String> ignored =
        settings.stream()
            .filter(setting -> Keyword.lower(setting.name()).equals(IGNORE_UNKNOWN))
            .map(setting -> Keyword.lower(setting.value()))
            .findFirst();
    return settings.stream()
        .filter(setting -> KeywordTable.of(setting.name()).isEmpty())
        .filter(setting -> ignored.isEmpty() || !isAmong(ignored.get(), setting.name()))
        .map(
            setting ->
                new Warning(
                    setting.place().toString(),
                    setting.name() + " is no option of ssh, it is left out"))
        .toList();
  }

  private static boolean isAmong(String patterns, String name) {
    return Stream.of(patterns.split(","))
        .anyMatch(pattern -> Wildcard.match(pattern, Keyword.lower(name)));
  }
}
