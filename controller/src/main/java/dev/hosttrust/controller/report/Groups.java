package dev.hosttrust.controller.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Texts that several hosts have in common, each kept once, with the hosts it stands for. */
final class Groups {
  private final SequencedMap<List<String>, List<String>> hostsByText = new LinkedHashMap<>();

  void add(String host, List<String> text) {
    hostsByText.computeIfAbsent(text, t -> new ArrayList<>()).add(host);
  }

  /** Text to hosts, in the order in which the texts came. */
  SequencedMap<List<String>, List<String>> hostsByText() {
    return Collections.unmodifiableSequencedMap(hostsByText);
  }
}
