// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run leaves on file, and what an earlier one left that it goes on with. Null where the
 * command line says nothing.
 *
 * @param command the words of the command line, without secrets, for the journal
 * @param resume {@code --resume}: the id of a rollout, or {@code last}
 * @param retryFailed {@code --retry-failed}: the same; only hosts that failed are tried again
 * @param plan {@code --plan}: a plan file, of which nothing but its plans is carried out
 * @param out {@code --out}: where a dry run writes its plans
 * @param resumable whether the command has {@code --resume}
 */
public record RecordFlags(
    List<String> command,
    @Nullable String resume,
    @Nullable String retryFailed,
    @Nullable String plan,
    @Nullable String out,
    boolean resumable) {
  public RecordFlags {
    command = List.copyOf(command);
  }

  /** Of a command that goes on with nothing: called again, it looks at all hosts again. */
  public static RecordFlags of(List<String> command) {
    return new RecordFlags(command, null, null, null, null, false);
  }
}
