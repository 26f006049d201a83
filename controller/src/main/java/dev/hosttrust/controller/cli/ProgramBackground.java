// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.manual.CommandPage.Entry;
import dev.hosttrust.controller.manual.CommandPage.Topic;
import java.util.List;

/** What holds for all commands: the files and the environment that they read. */
final class ProgramBackground {
  static final List<Topic> TOPICS =
      List.of(
          new Topic(
              "Files",
              List.of(
                  Entry.of(
                      "~/.ssh/config", "How hosts are reached, as for ssh; -F names another file."),
                  Entry.of("/etc/ssh/ssh_config", "The same for all users."),
                  Entry.of(
                      "~/.ssh/known_hosts",
                      "The host keys that are known, or the file that UserKnownHostsFile names."),
                  Entry.of(
                      "~/.local/state/hosttrust/rollouts/ID.jsonl",
                      "What a rollout did, for 'hosttrust show' and --resume. The newest 100 are"
                          + " kept."),
                  Entry.of(
                      "~/.local/state/hosttrust/paused/ID",
                      "There while a rollout waits between two batches, for 'hosttrust"
                          + " continue'."))),
          new Topic(
              "Environment",
              List.of(
                  Entry.of("XDG_STATE_HOME", "What stands in place of ~/.local/state above."),
                  Entry.of("SSH_AUTH_SOCK", "The ssh-agent whose keys are tried."),
                  Entry.of("KUBECONFIG", "Read by kubectl, which --kube-nodes calls."),
                  Entry.of("NO_COLOR", "Where it is not empty, nothing is coloured."),
                  Entry.of("TERM", "Where it is 'dumb', there are neither colours nor progress."),
                  Entry.of(
                      "ANSIBLE_CONFIG",
                      "Not followed, as all of Ansible's; a warning names the settings that would"
                          + " do something here."),
                  Entry.of(
                      "JAVA_TOOL_OPTIONS",
                      "Further options for Java, such as -Xmx1g for more memory."))));

  private ProgramBackground() {}
}
