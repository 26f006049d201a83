// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.templates;

import dev.hosttrust.inventories.values.Variables;
import dev.hosttrust.words.ProblemsException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What templates of a host may see besides its own variables. */
public final class TemplateContext {

  private final Supplier<Map<String, List<String>>> groups;
  private final Function<String, @Nullable Variables> hosts;
  private final Function<String, @Nullable String> environment;
  private final Function<String, @Nullable String> files;

  /**
   * @param groups names of groups with names of their hosts: {@code groups} in Ansible
   * @param hosts the variables of a host, or null if there is none: {@code hostvars}
   * @param environment an environment variable, or null: {@code lookup('env', ...)}
   * @param files the text of a file, or null if it is nowhere: {@code lookup('file', ...)}
   */
  public TemplateContext(
      Supplier<Map<String, List<String>>> groups,
      Function<String, @Nullable Variables> hosts,
      Function<String, @Nullable String> environment,
      Function<String, @Nullable String> files) {
    this.groups = groups;
    this.hosts = hosts;
    this.environment = environment;
    this.files = files;
  }

  /** The same with extra variables for each host. */
  public TemplateContext with(Variables extraVars) {
    return new TemplateContext(
        groups,
        name -> {
          Variables variables = hosts.apply(name);
          return variables == null ? null : variables.plus(extraVars);
        },
        environment,
        files);
  }

  Map<String, List<String>> groups() {
    return groups.get();
  }

  @Nullable Variables host(String name) {
    return hosts.apply(name);
  }

  @Nullable String environment(String name) {
    return environment.apply(name);
  }

  /**
   * @throws ProblemsException if the file cannot be read
   */
  @Nullable String file(String name) {
    return files.apply(name);
  }
}
