// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import dev.hosttrust.agent.Convergence;
import dev.hosttrust.agent.daemon.Restarts;
import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.agent.trust.TreeRoot;
import dev.hosttrust.agent.trust.file.FileSpec;
import dev.hosttrust.agent.trust.file.UserPath;
import dev.hosttrust.words.Problem;
import dev.hosttrust.words.ProblemsException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One Ansible task on one host: the module's parameters, and how Ansible wants them carried out.
 *
 * @param wanted the anchors
 * @param root where the host's tree starts; empty for the running system
 * @param stores the names of the stores that shall have them; empty to take those of the spec file,
 *     or the default
 * @param containerdConfigPath what containerd's {@code config_path} shall be; empty to take that of
 *     the spec file, or to leave it
 * @param restart the names of the daemons that may be restarted
 * @param restartStopsContainers whether also one whose restart stops its containers
 * @param checkMode whether only to look
 * @param diff whether the result shall show the difference
 */
record Task(
    WantedTrust wanted,
    String root,
    List<String> stores,
    String containerdConfigPath,
    List<String> restart,
    boolean restartStopsContainers,
    boolean checkMode,
    boolean diff) {
  Task {
    stores = List.copyOf(stores);
    restart = List.copyOf(restart);
  }

  /**
   * @param paths what the user's paths in a spec file stand for
   */
  static Task of(JsonObject request, UserPath paths) {
    return new Task(
        WantedTrust.of(request, paths),
        request.string("root").orElse(""),
        request.strings("stores"),
        request.string("containerd_config_path").orElse(""),
        request.strings("restart"),
        request.flag("restart_stops_containers"),
        request.flag("check_mode"),
        request.flag("diff"));
  }

  /**
   * Reads the CAs and checks all parameters. One task at a time: when the process has just started,
   * all hosts ask at once, and the check of one signature would be run by as many threads before it
   * is compiled.
   *
   * @param now the time that the certificates shall be valid at
   * @throws ProblemsException with all the problems
   */
  FileSpec spec(InstantSource now) {
    synchronized (Task.class) {
      return read(now);
    }
  }

  private FileSpec read(InstantSource now) {
    List<Problem> own =
        Stream.of(
                problem("root", "write it as /srv/image or leave it out", () -> new TreeRoot(root)),
                problem("stores", "", () -> named(Stores.DEFAULT)),
                problem("restart", "", this::restarts),
                problem(
                    "containerd_config_path", "", () -> withContainerdConfigPath(Stores.DEFAULT)))
            .flatMap(Optional::stream)
            .toList();
    FileSpec checked;
    try {
      checked = wanted.read(now);
    } catch (ProblemsException e) {
      throw new ProblemsException(Stream.concat(e.problems().stream(), own.stream()).toList());
    }
    if (!own.isEmpty()) {
      throw new ProblemsException(own);
    }
    return checked;
  }

  /** What is wrong with a parameter that stands for something; empty if nothing is. */
  private static Optional<Problem> problem(String parameter, String remedy, Supplier<?> meaning) {
    try {
      var _ = meaning.get();
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(new Problem(parameter, String.valueOf(e.getMessage()), remedy));
    }
  }

  private Stores named(Stores otherwise) {
    return stores.isEmpty() ? otherwise : Stores.named(stores);
  }

  private Stores withContainerdConfigPath(Stores named) {
    return containerdConfigPath.isEmpty()
        ? named
        : named.withContainerdConfigPath(containerdConfigPath);
  }

  private Restarts restarts() {
    return Restarts.of(restart, restartStopsContainers);
  }

  Convergence convergence(FileSpec checked) {
    Stores named = named(checked.stores().orElse(Stores.DEFAULT));
    Stores ofFile =
        checked.containerdConfigPath().map(named::withContainerdConfigPath).orElse(named);
    Wanted host =
        new Wanted(
            new TreeRoot(root), checked.spec(), withContainerdConfigPath(ofFile), restarts());
    return checkMode
        ? Convergence.dryRun(host)
        : Convergence.rollout(host, plan -> Optional.empty());
  }
}
