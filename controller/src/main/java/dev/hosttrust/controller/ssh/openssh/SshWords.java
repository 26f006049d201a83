// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.openssh;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The words of one command line of ssh(1). The first value of an option is the one that counts. */
final class SshWords {
  private final List<String> words = new ArrayList<>();

  SshWords add(String... more) {
    words.addAll(List.of(more));
    return this;
  }

  SshWords addAll(List<String> more) {
    words.addAll(more);
    return this;
  }

  SshWords option(String keyword, Object value) {
    return add("-o", keyword + "=" + value);
  }

  /** An option whose values are files; none of them is one that is empty. */
  SshWords files(String keyword, List<Path> files) {
    return option(
        keyword,
        files.isEmpty()
            ? "/dev/null"
            : files.stream().map(SshWords::quoted).collect(Collectors.joining(" ")));
  }

  /** As one word of ssh_config(5), without tokens. */
  static String quoted(Path file) {
    return '"' + file.toString().replace("%", "%%") + '"';
  }

  List<String> toList() {
    return List.copyOf(words);
  }
}
