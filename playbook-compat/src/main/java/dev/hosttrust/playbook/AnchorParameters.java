// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import dev.hosttrust.agent.certificate.CaFile;
import dev.hosttrust.agent.certificate.CaFileReader;
import dev.hosttrust.agent.trust.SpecBuilder;
import dev.hosttrust.agent.trust.UserText;
import dev.hosttrust.words.Problem;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * One anchor as a task's parameters describe it.
 *
 * @param place what stands before a parameter's name in messages: nothing, or such as {@code
 *     anchors[1].}
 * @param name the anchor's name
 * @param absent whether it goes
 * @param ca where its certificate is; empty only of one that goes, or by mistake
 * @param previous where the certificate is that goes later, if there is one
 * @param registries {@code host[:port]} each
 * @param allow what passes with a warning; see {@link SpecBuilder#allowances}
 */
record AnchorParameters(
    String place,
    String name,
    boolean absent,
    Optional<CaSource> ca,
    Optional<CaSource> previous,
    List<String> registries,
    List<String> allow) {
  AnchorParameters {
    registries = List.copyOf(registries);
    allow = List.copyOf(allow);
  }

  static AnchorParameters of(JsonObject parameters, String place) {
    return new AnchorParameters(
        place,
        parameters.string("name").orElse(""),
        parameters.string("state").filter("absent"::equals).isPresent(),
        CaSource.of(parameters, place + "ca"),
        parameters
            .object("previous")
            .flatMap(previous -> CaSource.of(previous, place + "previous")),
        parameters.strings("registries"),
        parameters.strings("allow"));
  }

  /** Reads the CA and adds the anchor, or what is wrong with it. */
  void addTo(SpecBuilder spec, InstantSource now) {
    UserText given = new UserText(name, place + "name");
    if (absent) {
      Optional<CaFile> file = ca.flatMap(source -> source.read(CaFileReader.ofAbsent(now), spec));
      if (previous.isPresent()) {
        spec.problem(
            new Problem(place + "previous", "goes with an anchor that is present", "remove it"));
      }
      if (file.isPresent() || ca.isEmpty()) {
        spec.addAbsent(given, file, given(registries, "registries"));
      }
      return;
    }
    if (ca.isEmpty()) {
      spec.problem(
          new Problem(place + "ca", "is missing", "name the CA's file, or give its content"));
    }
    CaFileReader reader = new CaFileReader(now, spec.allowances(given(allow, "allow")));
    spec.add(
        given,
        ca.flatMap(source -> source.read(reader, spec)).orElse(null),
        previous.flatMap(source -> source.read(reader.ofPrevious(), spec)),
        given(registries, "registries"));
  }

  private List<UserText> given(List<String> values, String parameter) {
    return values.stream().map(value -> new UserText(value, place + parameter)).toList();
  }
}
