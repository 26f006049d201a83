// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.controller.json.JsonText;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/** JSON, an object a line, each with its type and the time; texts are shortened. */
final class JsonLines {
  private final Lines out;
  private final InstantSource clock;

  JsonLines(Lines out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  void print(String type, Consumer<JsonText> members) {
    out.printJson(
        JsonText.shortened(
            json -> {
              json.string("type", type);
              json.string("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
              members.accept(json);
            }));
    out.flush();
  }
}
