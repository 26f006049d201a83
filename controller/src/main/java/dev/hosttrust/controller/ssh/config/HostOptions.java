// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * The options of one host while they are gathered: the first value of each wins, files with keys
 * and certificates add up.
 */
final class HostOptions {
  private final String original;
  private final String localUser;
  private final Map<Keyword, Setting> first = new EnumMap<>(Keyword.class);
  private final List<Setting> identityFiles = new ArrayList<>();
  private final List<Setting> certificateFiles = new ArrayList<>();
  private final Map<String, OtherSetting> others = new LinkedHashMap<>();
  private final SequencedSet<Need> sections = new LinkedHashSet<>();
  private @Nullable String finalName;
  private boolean wantsFinalPass;

  /**
   * @param original the host as it is called on ssh's command line
   */
  HostOptions(String original, String localUser) {
    this.original = original;
    this.localUser = localUser;
  }

  void add(Setting setting) {
    switch (setting.keyword()) {
      case IDENTITY_FILE -> addFile(identityFiles, setting);
      case CERTIFICATE_FILE -> addFile(certificateFiles, setting);
      case PROXY_JUMP, PROXY_COMMAND -> addProxy(setting);
      case CONNECT_TIMEOUT, SERVER_ALIVE_INTERVAL -> {
        if (!setting.value().equals("none")) { // none means that it is not set
          first.putIfAbsent(setting.keyword(), setting);
        }
      }
      default -> first.putIfAbsent(setting.keyword(), setting);
    }
  }

  void add(OtherSetting setting) {
    others.putIfAbsent(Keyword.lower(setting.name()), setting);
  }

  /** The options that no library does, the first of each name. */
  List<OtherSetting> others() {
    return List.copyOf(others.values());
  }

  /** Notes a section of which only ssh can tell whether it is about the host. */
  void need(Need section) {
    sections.add(section);
  }

  List<Need> sections() {
    return List.copyOf(sections);
  }

  /**
   * Whichever of the two comes first wins, but that a command may follow {@code ProxyJump none}.
   */
  private void addProxy(Setting setting) {
    String jump = value(Keyword.PROXY_JUMP);
    boolean open = jump == null || (isCommand(setting) && jump.equalsIgnoreCase("none"));
    if (open && value(Keyword.PROXY_COMMAND) == null) {
      first.put(setting.keyword(), setting);
    }
  }

  private static boolean isCommand(Setting setting) {
    return setting.keyword() == Keyword.PROXY_COMMAND;
  }

  private static void addFile(List<Setting> files, Setting setting) {
    if (files.stream().noneMatch(file -> file.value().equals(setting.value()))) {
      files.add(setting);
    }
  }

  @Nullable Setting get(Keyword keyword) {
    return first.get(keyword);
  }

  /** The value, or null. */
  @Nullable String value(Keyword keyword) {
    Setting setting = first.get(keyword);
    return setting == null ? null : setting.value();
  }

  List<Setting> identityFiles() {
    return List.copyOf(identityFiles);
  }

  List<Setting> certificateFiles() {
    return List.copyOf(certificateFiles);
  }

  String original() {
    return original;
  }

  String localUser() {
    return localUser;
  }

  /** What {@code Host} patterns are about: in the final pass, the name that HostName gave. */
  String hostToMatch() {
    return finalName == null ? original : finalName;
  }

  /** Whether the files are read for the second time. */
  boolean isFinalPass() {
    wantsFinalPass = true;
    return finalName != null;
  }

  /** Whether {@code Match final} stood somewhere, so that the files are to be read once more. */
  boolean wantsFinalPass() {
    return wantsFinalPass;
  }

  void beginFinalPass() {
    finalName = hostNameSoFar();
  }

  /** As far as it is known: {@code Match host} sees it while the files are still being read. */
  String hostNameSoFar() {
    String name = value(Keyword.HOST_NAME);
    return name == null ? original : name.replace("%h", original).replace("%%", "%");
  }

  String userSoFar() {
    String user = value(Keyword.USER);
    return user == null ? localUser : user;
  }
}
