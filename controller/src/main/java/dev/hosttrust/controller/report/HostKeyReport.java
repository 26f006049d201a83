// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import java.nio.file.Path;
import java.util.List;

/** What {@code hosttrust host-keys} says. */
public interface HostKeyReport {

  /** Some hosts were looked at; those behind a jump host come after it was let in. */
  void seen(List<SeenHostKey> hosts);

  /** Keys were written down. */
  void written(Path file, int keys);

  /** Something that the operator should know. */
  void note(String text);

  /** All is done. */
  void finished();
}
