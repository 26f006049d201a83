// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import gg.jte.Content;
import java.util.Collection;
import java.util.List;

/**
 * What the template {@code report.jte} shows. All texts are printable; the template escapes them.
 *
 * @param title of the page
 * @param verdict how the run ended, in a sentence
 * @param halted why hosts were left, in whole sentences; empty if the run was neither halted nor
 *     interrupted
 * @param facts what the run is
 * @param recap how many hosts had which outcome
 * @param anchors what the hosts shall trust
 * @param absent what they shall trust no longer
 * @param warnings what the operator should know
 * @param unknownHostKeys lines for a known_hosts file
 * @param data the hosts, as JSON that can stand in a script element
 * @param style the page's only style sheet
 * @param script the page's only script
 * @param policy the Content-Security-Policy that lets these two through and nothing else
 */
public record Page(
    String title,
    String verdict,
    String halted,
    List<Fact> facts,
    List<Bar> recap,
    Collection<Certificate> anchors,
    Collection<Certificate> absent,
    List<String> warnings,
    List<String> unknownHostKeys,
    Content data,
    Content style,
    Content script,
    String policy) {

  /** A name with its value. */
  public record Fact(String name, String value) {}

  /**
   * A part of the recap's bar.
   *
   * @param id the outcome's
   * @param word the outcome's, for people
   * @param count how many hosts; at least one
   * @param from where the part begins, in thousandths of the bar
   * @param width in thousandths of the bar
   */
  public record Bar(String id, String word, int count, int from, int width) {}

  /**
   * A CA certificate.
   *
   * @param subject or words for one that only its name tells; then what follows is empty
   * @param notAfter the day on which it expires
   * @param registries separated by commas; empty if there are none
   */
  public record Certificate(
      String name, String subject, String notAfter, String sha256, String registries) {}
}
