// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.kubernetes;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What kubectl says on standard error when it has no answer, and what to do then. */
final class KubectlComplaint {

  private record Remedy(Pattern complaint, String remedy) {
    Remedy(String complaint, String remedy) {
      this(Pattern.compile(complaint), remedy);
    }
  }

  /** What kubectl 1.20 to 1.36 complains of, the special first. */
  private static final List<Remedy> REMEDIES =
      List.of(
          new Remedy("context .*(not exist|not found)", "'kubectl config get-contexts' lists them"),
          new Remedy(
              "localhost:8080",
              "no cluster is configured: set $KUBECONFIG, or name a context of ~/.kube/config"),
          new Remedy(
              "executable .* not found", "install the program that the kubeconfig names to log in"),
          new Remedy(
              "Unauthorized|getting credentials",
              "log in to the cluster again, the credentials of the context are not valid"),
          new Remedy(
              "\\(Forbidden\\)",
              "whoever asks needs the right to list nodes: kubectl auth can-i list nodes"),
          new Remedy(
              "x509",
              "the CA in the kubeconfig is not that of the cluster, or a certificate has expired;"
                  + " fetch the kubeconfig anew"),
          new Remedy(
              "was refused|Unable to connect", "is this cluster up, and reachable from here?"));

  private static final int MAX_LENGTH = 500;

  /** The start of what kubectl logs besides, such as {@code E0102 15:04:05.6}. */
  private static final Pattern LOG = Pattern.compile("[IWEF]\\d{4} .*");

  private KubectlComplaint() {}

  /** What it says, on one line; empty if it says nothing. */
  static String text(String errors) {
    List<String> lines = errors.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    String said =
        lines.stream()
            .filter(line -> !LOG.matcher(line).matches())
            .collect(Collectors.joining(" "));
    String text = said.isEmpty() && !lines.isEmpty() ? lines.getLast() : said;
    return text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "..." : text;
  }

  /**
   * What to do.
   *
   * @param command shows the same to the user
   */
  static String remedy(String errors, String command) {
    return REMEDIES.stream()
        .filter(remedy -> remedy.complaint().matcher(errors).find())
        .map(Remedy::remedy)
        .findFirst()
        .orElse("try it yourself: " + command);
  }

  /** Whether the next page of a list was asked for too late, HTTP status 410. */
  static boolean isExpired(String errors) {
    return errors.contains("(Expired)") || errors.contains("(Gone)");
  }
}
