// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import dev.hosttrust.controller.ssh.algorithms.AlgorithmKind;
import dev.hosttrust.controller.ssh.algorithms.Algorithms;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The algorithms that the options of one host allow. */
final class AlgorithmOptions {
  /** Keywords in lower case, old names among them. */
  private static final Map<String, AlgorithmKind> KINDS =
      Map.of(
          "kexalgorithms", AlgorithmKind.KEY_EXCHANGE,
          "ciphers", AlgorithmKind.CIPHER,
          "macs", AlgorithmKind.MAC,
          "hostkeyalgorithms", AlgorithmKind.HOST_KEY,
          "pubkeyacceptedalgorithms", AlgorithmKind.USER_KEY,
          "pubkeyacceptedkeytypes", AlgorithmKind.USER_KEY,
          "casignaturealgorithms", AlgorithmKind.CA_SIGNATURE);

  private static final List<String> RSA_SIZE = List.of("requiredrsasize", "rsaminsize");

  private final Map<AlgorithmKind, List<String>> lists = new EnumMap<>(AlgorithmKind.class);
  private final List<Need> needs = new ArrayList<>();
  private boolean hostKeysAsListed;
  private final Set<AlgorithmKind> seen = EnumSet.noneOf(AlgorithmKind.class);
  private final Set<AlgorithmKind> ordered = EnumSet.noneOf(AlgorithmKind.class);
  private Optional<Integer> rsaBits = Optional.empty();

  AlgorithmOptions(HostOptions options) {
    for (OtherSetting setting : options.others()) {
      String name = Keyword.lower(setting.name());
      AlgorithmKind kind = KINDS.get(name);
      if (kind != null && seen.add(kind)) { // the old name may have come first
        list(kind, setting);
      } else if (RSA_SIZE.contains(name) && rsaBits.isEmpty()) {
        rsaBits(setting);
      }
    }
  }

  private void list(AlgorithmKind kind, OtherSetting setting) {
    AlgorithmList list = AlgorithmList.of(kind, setting.value());
    Optional<List<String>> possible = list.possible();
    possible.ifPresentOrElse(names -> lists.put(kind, names), () -> need(setting));
    if (kind == AlgorithmKind.HOST_KEY) {
      hostKeysAsListed = list.isOrdered();
    }
    if (list.isWhole()) {
      ordered.add(kind);
    }
  }

  private void rsaBits(OtherSetting setting) {
    if (setting.value().matches("\\d{1,5}")) {
      rsaBits = Optional.of(Integer.parseInt(setting.value()));
    } else {
      need(setting);
    }
  }

  private void need(OtherSetting setting) {
    needs.add(new Need(setting.name(), setting.place(), Need.Kind.ESSENTIAL));
  }

  /** Whether all names are the operator's, and so their order too. */
  boolean isOrdered(AlgorithmKind kind) {
    return ordered.contains(kind);
  }

  Algorithms algorithms() {
    return new Algorithms(
        lists, hostKeysAsListed, Math.max(Algorithms.USUAL_RSA_BITS, rsaBits.orElse(0)));
  }

  /** The lists of which no library has anything. */
  List<Need> needs() {
    return List.copyOf(needs);
  }
}
