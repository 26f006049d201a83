// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import dev.hosttrust.agent.certificate.CaFile;
import dev.hosttrust.agent.certificate.CaFileReader;
import dev.hosttrust.agent.trust.SpecBuilder;
import dev.hosttrust.words.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Where the certificate of an anchor is, as the action plugin found out. */
sealed interface CaSource {

  /** Reads the certificate; what the plugin could not find becomes a problem of the spec. */
  Optional<CaFile> read(CaFileReader reader, SpecBuilder spec);

  /**
   * @param anchor the message's part about this anchor
   * @param parameter the parameter that names a file, with what stands before its name in messages
   * @return empty if the task names none
   */
  static Optional<CaSource> of(JsonObject anchor, String parameter) {
    Optional<JsonObject> missing = anchor.object("ca_problem");
    if (missing.isPresent()) {
      return Optional.of(
          new Missing(
              new Problem(
                  parameter,
                  missing.get().string("what").orElse("was not found"),
                  missing.get().string("remedy").orElse("check the path"))));
    }
    Optional<String> content = anchor.string("content");
    if (content.isPresent()) {
      String origin = parameter.replaceFirst("ca$", "content");
      return Optional.of(
          new Content(content.get(), anchor.string("content_origin").orElse(origin)));
    }
    return anchor.string("ca").map(Path::of).map(PathOnControlNode::new);
  }

  /**
   * @param path absolute path of a certificate file or of an Easy-RSA directory
   */
  record PathOnControlNode(Path path) implements CaSource {
    @Override
    public Optional<CaFile> read(CaFileReader reader, SpecBuilder spec) {
      return Optional.of(reader.readFileOrPki(path));
    }
  }

  /**
   * @param bytes the certificate itself, one character for each byte
   * @param origin names it in messages
   */
  record Content(String bytes, String origin) implements CaSource {
    @Override
    public Optional<CaFile> read(CaFileReader reader, SpecBuilder spec) {
      return Optional.of(reader.parse(bytes.getBytes(StandardCharsets.ISO_8859_1), origin));
    }
  }

  /** There is no such file. */
  record Missing(Problem problem) implements CaSource {
    @Override
    public Optional<CaFile> read(CaFileReader reader, SpecBuilder spec) {
      spec.problem(problem);
      return Optional.empty();
    }
  }
}
