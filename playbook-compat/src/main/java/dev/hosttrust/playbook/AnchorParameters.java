package dev.hosttrust.playbook;

import dev.hosttrust.agent.spec.CaFileReader;
import dev.hosttrust.agent.spec.Given;
import dev.hosttrust.agent.spec.SpecBuilder;
import java.util.List;

/**
 * One anchor as a task's parameters describe it.
 *
 * @param place what stands before a parameter's name in messages: nothing, or such as {@code
 *     anchors[1].}
 * @param name the anchor's name
 * @param ca where its certificate is
 * @param registries {@code host[:port]} each
 */
record AnchorParameters(String place, String name, CaSource ca, List<String> registries) {
  AnchorParameters {
    registries = List.copyOf(registries);
  }

  static AnchorParameters of(JsonObject parameters, String place) {
    return new AnchorParameters(
        place,
        parameters.string("name").orElse(""),
        CaSource.of(parameters, place),
        parameters.strings("registries"));
  }

  /** Reads the CA and adds the anchor, or what is wrong with it. */
  void addTo(SpecBuilder spec, CaFileReader reader) {
    spec.add(
        new Given(name, place + "name"),
        ca.read(reader, spec).orElse(null),
        registries.stream()
            .map(registry -> new Given(registry, place + "registries"))
            .toList());
  }
}
