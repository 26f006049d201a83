// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import dev.hosttrust.agent.trust.SpecBuilder;
import dev.hosttrust.agent.trust.file.FileSpec;
import dev.hosttrust.agent.trust.file.SpecFile;
import dev.hosttrust.agent.trust.file.UserPath;
import dev.hosttrust.agent.trust.file.YamlNode;
import dev.hosttrust.words.Problem;
import dev.hosttrust.words.ProblemsException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Which anchors a task wants on its host: from its parameters, or from a spec file. */
sealed interface WantedTrust {

  /**
   * Reads the CA files and checks everything.
   *
   * @param now the time that the certificates shall be valid at
   * @throws ProblemsException with all the problems
   */
  FileSpec read(InstantSource now);

  /**
   * @param paths what the user's paths in a spec file stand for
   */
  static WantedTrust of(JsonObject request, UserPath paths) {
    Optional<JsonObject> spec = request.object("spec");
    if (spec.isPresent()) {
      return OfSpecFile.of(spec.get(), paths);
    }
    if (!request.has("anchors")) {
      return new OfParameters(List.of(AnchorParameters.of(request, "")));
    }
    List<JsonObject> anchors = request.objects("anchors");
    return new OfParameters(
        IntStream.range(0, anchors.size())
            .mapToObj(i -> AnchorParameters.of(anchors.get(i), "anchors[" + i + "]."))
            .toList());
  }

  /** The parameters {@code name}, {@code ca} and so on, or the list {@code anchors} of these. */
  record OfParameters(List<AnchorParameters> anchors) implements WantedTrust {
    public OfParameters {
      anchors = List.copyOf(anchors);
    }

    @Override
    public FileSpec read(InstantSource now) {
      SpecBuilder spec = new SpecBuilder();
      anchors.forEach(anchor -> anchor.addTo(spec, now));
      if (anchors.isEmpty()) {
        spec.problem(new Problem("anchors", "the list is empty", "name at least one anchor"));
      }
      return new FileSpec(spec.build(), Optional.empty(), Optional.empty());
    }
  }

  /** The parameter {@code spec}. */
  record OfSpecFile(Path file, YamlNode document, UserPath paths) implements WantedTrust {
    static OfSpecFile of(JsonObject spec, UserPath paths) {
      String file = spec.string("file").orElse("");
      YamlNode document = YamlNodes.document(spec.object("document"), file);
      return new OfSpecFile(Path.of(file), document, paths);
    }

    @Override
    public FileSpec read(InstantSource now) {
      return SpecFile.read(file, document, paths, now);
    }
  }
}
