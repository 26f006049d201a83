// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.controller.process.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code ansible.cfg} and {@code ANSIBLE_*} say about reaching hosts. hosttrust does not
 * follow it, and says so where a user of Ansible would expect that it does.
 *
 * <p>Source of the names: {@code ansible/config/base.yml} and the documented options of Ansible's
 * connection plugin {@code ssh}. The file in {@code /etc/ansible} is not looked at.
 *
 * @param file the one that Ansible would read; empty if there is none
 * @param inFile settings of the file by section and name, such as {@code defaults.remote_user}
 * @param inEnvironment names of variables that are set
 */
record AnsibleSettings(
    Optional<Path> file, Map<String, String> inFile, List<String> inEnvironment) {
  private static final String INVENTORY = "defaults.inventory";
  private static final int MAX_BYTES = 1_000_000;

  /** Settings with what does the same here. */
  private static final Map<String, String> INSTEAD = instead();

  AnsibleSettings {
    inFile = Map.copyOf(inFile);
    inEnvironment = List.copyOf(inEnvironment);
  }

  private static Map<String, String> instead() {
    Map<String, String> instead = new LinkedHashMap<>();
    instead.put(INVENTORY, "-i");
    instead.put("defaults.remote_user", "-u");
    instead.put("defaults.remote_port", "-e ansible_port=");
    instead.put("defaults.private_key_file", "--private-key");
    instead.put("defaults.host_key_checking", "--host-key-checking");
    instead.put("defaults.ask_pass", "-k");
    instead.put("defaults.connection_password_file", "--connection-password-file");
    instead.put("defaults.vault_password_file", "--vault-password-file");
    instead.put("defaults.vault_identity_list", "--vault-id");
    instead.put("defaults.ask_vault_pass", "-J");
    instead.put("ssh_connection.ssh_args", "-e ansible_ssh_args=");
    instead.put("ssh_connection.ssh_common_args", "-e ansible_ssh_common_args=");
    instead.put("ssh_connection.ssh_extra_args", "-e ansible_ssh_extra_args=");
    instead.put("ssh_connection.host_key_checking", "--host-key-checking");
    instead.put("privilege_escalation.become", "-b");
    instead.put("privilege_escalation.become_method", "--become-method");
    instead.put("privilege_escalation.become_user", "--become-user");
    instead.put("privilege_escalation.become_ask_pass", "-K");
    instead.put("privilege_escalation.become_password_file", "--become-password-file");
    return instead;
  }

  static AnsibleSettings of(Environment environment) {
    Optional<Path> file = candidates(environment).filter(Files::isRegularFile).findFirst();
    List<String> variables =
        INSTEAD.keySet().stream()
            .map(AnsibleSettings::variable)
            .filter(name -> !environment.variables().getOrDefault(name, "").isEmpty())
            .toList();
    return new AnsibleSettings(file, file.map(AnsibleSettings::read).orElse(Map.of()), variables);
  }

  /** In the order in which Ansible looks for them; only the first counts. */
  private static Stream<Path> candidates(Environment environment) {
    String named = environment.variables().getOrDefault("ANSIBLE_CONFIG", "");
    Path directory = environment.workingDirectory();
    List<Path> candidates = new ArrayList<>();
    if (!named.isEmpty()) {
      candidates.add(environment.path(named));
      candidates.add(environment.path(named).resolve("ansible.cfg"));
    }
    candidates.add(directory.resolve("ansible.cfg"));
    String home = environment.variables().getOrDefault("HOME", "");
    if (!home.isEmpty()) {
      candidates.add(Path.of(home, ".ansible.cfg"));
    }
    return candidates.stream();
  }

  /** Names as Python's {@code configparser} reads them; a file that cannot be read says nothing. */
  private static Map<String, String> read(Path file) {
    Map<String, String> settings = new LinkedHashMap<>();
    String section = "";
    for (String line : text(file).lines().toList()) {
      int end = line.indexOf(']');
      int equals = line.indexOf('=');
      int colon = line.indexOf(':');
      int at = equals < 0 || (colon >= 0 && colon < equals) ? colon : equals;
      if (line.startsWith("[") && end > 0) {
        section = line.substring(1, end).strip();
      } else if (at > 0 && "#; \t".indexOf(line.charAt(0)) < 0) {
        String name = section + "." + line.substring(0, at).strip().toLowerCase(Locale.ROOT);
        String value = line.substring(at + 1).replaceFirst("\\s;.*", "").strip();
        if (INSTEAD.containsKey(name) && !value.isEmpty()) {
          settings.put(name, value);
        }
      }
    }
    return settings;
  }

  private static String text(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /** {@code ANSIBLE_REMOTE_USER} for {@code defaults.remote_user}. */
  private static String variable(String setting) {
    String name = setting.substring(setting.indexOf('.') + 1).toUpperCase(Locale.ROOT);
    return (setting.equals("ssh_connection.host_key_checking") ? "ANSIBLE_SSH_" : "ANSIBLE_")
        + name;
  }

  /** The inventory that Ansible would read, to name it where none is given. */
  Optional<String> inventory() {
    if (inEnvironment.contains(variable(INVENTORY))) {
      return Optional.of(variable(INVENTORY) + " is not read");
    }
    return file.flatMap(
        f ->
            Optional.ofNullable(inFile.get(INVENTORY))
                .map(value -> "%s, which is not read, names %s".formatted(f, value)));
  }

  /** What is not followed besides the inventory, and the flags for it; empty if nothing. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    List<String> names =
        INSTEAD.keySet().stream()
            .filter(name -> !name.equals(INVENTORY) && inFile.containsKey(name))
            .toList();
    file.filter(f -> !names.isEmpty())
        .ifPresent(
            f ->
                warnings.add(
                    "%s is not read; give its settings yourself: %s"
                        .formatted(
                            f,
                            names.stream()
                                .map(n -> flag(n.substring(n.indexOf('.') + 1), n))
                                .collect(Collectors.joining(", ")))));
    List<String> variables =
        INSTEAD.keySet().stream()
            .filter(name -> !name.equals(INVENTORY) && inEnvironment.contains(variable(name)))
            .map(name -> flag(variable(name), name))
            .toList();
    if (!variables.isEmpty()) {
      warnings.add(
          "ANSIBLE_* variables are not read; give their settings yourself: "
              + String.join(", ", variables));
    }
    return warnings;
  }

  private static String flag(String name, String setting) {
    return name + " with " + INSTEAD.get(setting);
  }
}
