package dev.hosttrust.playbook;

import dev.hosttrust.agent.Convergence;
import dev.hosttrust.agent.facts.Survey;
import dev.hosttrust.agent.facts.TreeRoot;
import dev.hosttrust.agent.spec.CaFile;
import dev.hosttrust.agent.spec.CaFileReader;
import dev.hosttrust.agent.spec.CheckedSpec;
import dev.hosttrust.agent.spec.EasyRsaPki;
import dev.hosttrust.agent.spec.Given;
import dev.hosttrust.agent.spec.Problem;
import dev.hosttrust.agent.spec.SpecBuilder;
import dev.hosttrust.agent.spec.SpecException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * One Ansible task on one host: the module's parameters, and how Ansible wants them carried out.
 *
 * @param name the anchor's name
 * @param ca absolute path of a certificate file or of an Easy-RSA directory
 * @param content the certificate itself, in place of {@code ca}; its bytes, one character each
 * @param contentOrigin names {@code content} in messages
 * @param registries {@code host[:port]} each
 * @param allow what passes with a warning; see {@link SpecBuilder#allowances}
 * @param root where the host's tree starts; empty for the running system
 * @param checkMode whether only to look
 * @param diff whether the result shall show the difference
 */
record Task(
    String name,
    Optional<Path> ca,
    Optional<String> content,
    String contentOrigin,
    List<String> registries,
    List<String> allow,
    String root,
    boolean checkMode,
    boolean diff) {

  static Task of(JsonObject request) {
    return new Task(
        request.string("name").orElse(""),
        request.string("ca").map(Path::of),
        request.string("content"),
        request.string("content_origin").orElse("content"),
        request.strings("registries"),
        request.strings("allow"),
        request.string("root").orElse(""),
        request.flag("check_mode"),
        request.flag("diff"));
  }

  /**
   * Reads the CA and checks all. One task at a time: when the process has just started, all hosts
   * ask at once, and the check of one signature would be run by as many threads before it is
   * compiled.
   *
   * @param now the time that the certificates shall be valid at
   * @throws SpecException with all the problems
   */
  CheckedSpec spec(InstantSource now) {
    synchronized (Task.class) {
      return build(now);
    }
  }

  private CheckedSpec build(InstantSource now) {
    SpecBuilder spec = new SpecBuilder();
    treeRoot(spec);
    spec.add(
        new Given(name, "name"),
        caFile(new CaFileReader(now, spec.allowances(given(allow, "allow")))),
        given(registries, "registries"));
    return spec.build();
  }

  private static List<Given> given(List<String> values, String parameter) {
    return values.stream().map(value -> new Given(value, parameter)).toList();
  }

  /** The flaw of a root becomes one of the problems. */
  private void treeRoot(SpecBuilder spec) {
    try {
      var _ = new TreeRoot(root);
    } catch (IllegalArgumentException e) {
      spec.problem(
          new Problem(
              "root", String.valueOf(e.getMessage()), "write it as /srv/image or leave it out"));
    }
  }

  private CaFile caFile(CaFileReader reader) {
    if (content.isPresent()) {
      return reader.parse(content.get().getBytes(StandardCharsets.ISO_8859_1), contentOrigin);
    }
    Path file = ca.orElseThrow(() -> new IllegalStateException("neither ca nor content"));
    return Files.isDirectory(file) ? new EasyRsaPki(reader).read(file) : reader.read(file);
  }

  Convergence convergence(CheckedSpec checked) {
    Survey survey = new Survey(new TreeRoot(root), checked.spec());
    return checkMode
        ? Convergence.dryRun(survey)
        : Convergence.rollout(survey, plan -> Optional.empty());
  }
}
