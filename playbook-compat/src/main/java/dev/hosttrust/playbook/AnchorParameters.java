// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import dev.hosttrust.agent.certificate.CaFileReader;
import dev.hosttrust.agent.trust.SpecBuilder;
import dev.hosttrust.agent.trust.UserText;
import java.time.InstantSource;
import java.util.List;

/**
 * One anchor as a task's parameters describe it.
 *
 * @param place what stands before a parameter's name in messages: nothing, or such as {@code
 *     anchors[1].}
 * @param name the anchor's name
 * @param ca where its certificate is
 * @param registries {@code host[:port]} each
 * @param allow what passes with a warning; see {@link SpecBuilder#allowances}
 */
record AnchorParameters(
    String place, String name, CaSource ca, List<String> registries, List<String> allow) {
  AnchorParameters {
    registries = List.copyOf(registries);
    allow = List.copyOf(allow);
  }

  static AnchorParameters of(JsonObject parameters, String place) {
    return new AnchorParameters(
        place,
        parameters.string("name").orElse(""),
        CaSource.of(parameters, place),
        parameters.strings("registries"),
        parameters.strings("allow"));
  }

  /** Reads the CA and adds the anchor, or what is wrong with it. */
  void addTo(SpecBuilder spec, InstantSource now) {
    CaFileReader reader = new CaFileReader(now, spec.allowances(given(allow, "allow")));
    spec.add(
        new UserText(name, place + "name"),
        ca.read(reader, spec).orElse(null),
        given(registries, "registries"));
  }

  private List<UserText> given(List<String> values, String parameter) {
    return values.stream().map(value -> new UserText(value, place + parameter)).toList();
  }
}
