// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.trust;

import dev.hosttrust.agent.certificate.Allowance;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.certificate.CaFile;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Problem;
import dev.hosttrust.words.ProblemsException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts a trust spec together from what the user gave, and collects every problem on the way. For
 * one thread.
 *
 * <p>A file with one certificate becomes one anchor under the given name. A bundle becomes an
 * anchor for each certificate, named {@code NAME-XXXXXXXX} after the first eight hex digits of its
 * fingerprint: the order of a bundle then does not matter, and a certificate that is added or
 * removed renames no other (docs/decisions/0003-bundles.md).
 */
public final class SpecBuilder {
  private final Findings findings = new Findings();
  private final List<Anchor> anchors = new ArrayList<>();
  private final List<Succession> successions = new ArrayList<>();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, AnchorName> fingerprints = new HashMap<>();
  private final Map<Registry, String> registryOwners = new HashMap<>();
  private final AbsentAnchors absent = new AbsentAnchors(findings);

  /** Adds a problem that was found elsewhere, such as a missing key. */
  public void problem(Problem problem) {
    findings.add(problem);
  }

  /** Reads words of {@link Allowance}; any other word becomes a problem. */
  public Set<Allowance> allowances(List<UserText> words) {
    Set<Allowance> allowed = EnumSet.noneOf(Allowance.class);
    for (UserText word : words) {
      Optional<Allowance> allowance = Allowance.of(word.value());
      allowance.ifPresent(allowed::add);
      if (allowance.isEmpty()) {
        findings.problem(
            word.where(),
            "'" + word.value() + "' is not among what can be allowed",
            "these can be: " + Allowance.words());
      }
    }
    return allowed;
  }

  /**
   * Adds the certificates of a file.
   *
   * @param name null if it was missing or invalid and has been reported
   * @param file null if it was missing or invalid and has been reported
   * @param registries those that this CA serves; may be empty
   */
  public void add(@Nullable UserText name, @Nullable CaFile file, List<UserText> registries) {
    add(name, file, Optional.empty(), registries);
  }

  /**
   * The same, while one CA takes the place of another: both are trusted. The files of the new one
   * are named as the parts of a bundle are, so that none of the old one is replaced
   * (docs/decisions/0014-absent.md).
   *
   * @param previous the one that goes later
   */
  public void add(
      @Nullable UserText name,
      @Nullable CaFile file,
      Optional<CaFile> previous,
      List<UserText> registries) {
    Optional<AnchorName> anchorName = Optional.ofNullable(name).flatMap(this::name);
    Stream.concat(Stream.ofNullable(file), previous.stream()).forEach(this::take);
    String owner = name == null ? "" : name.value();
    List<Registry> served =
        registries.stream().flatMap(registry -> registry(registry, owner).stream()).toList();
    if (file != null && !served.isEmpty()) {
      file.certificates().forEach(certificate -> unreadable(certificate, file.origin(), served));
    }
    if (anchorName.isPresent() && name != null && file != null) {
      if (previous.isPresent()) {
        int first = anchors.size();
        parts(anchorName.get(), name.where(), file.certificates(), served);
        int second = anchors.size();
        anchors(anchorName.get(), name.where(), going(previous.get(), file, name), served);
        successions.add(
            new Succession(
                anchorName.get(),
                anchors.subList(first, second),
                anchors.subList(second, anchors.size())));
      } else {
        anchors(anchorName.get(), name.where(), file.certificates(), served);
      }
    }
  }

  /** Those of the old certificates that the new file has not as well; these stay. */
  private List<CaCertificate> going(CaFile previous, CaFile file, UserText name) {
    Set<String> stay =
        file.certificates().stream().map(CaCertificate::fingerprint).collect(Collectors.toSet());
    List<CaCertificate> going =
        previous.certificates().stream()
            .filter(certificate -> !stay.contains(certificate.fingerprint()))
            .toList();
    if (going.isEmpty() && !previous.certificates().isEmpty()) {
      findings.problem(
          name.where(),
          "the new CA of the anchor '%s' has all certificates of the previous one, so none goes"
              .formatted(name.value()),
          "leave the previous CA out, and roll the new one out as any other");
    }
    return going;
  }

  private void take(CaFile file) {
    file.problems().forEach(this::problem);
    file.warnings().forEach(findings::add);
  }

  /**
   * Adds an anchor that hosts shall trust no longer.
   *
   * @param name null if it was missing or invalid and has been reported
   * @param file its certificates; empty for whichever lie under the name
   * @param registries those that it served; may be empty
   */
  public void addAbsent(@Nullable UserText name, Optional<CaFile> file, List<UserText> registries) {
    absent.add(name, file, registries);
  }

  /**
   * Ends the building.
   *
   * @throws ProblemsException if there was any problem
   */
  public CheckedSpec build() {
    absent.contradictions(anchors);
    findings.throwIfFailed();
    List<Anchor> leaving = successions.stream().flatMap(s -> s.previous().stream()).toList();
    return new CheckedSpec(
        new TrustSpec(anchors, absent.all(), leaving), successions, findings.warnings());
  }

  /** Docker and containerd are written in Go, and pass over what it cannot parse in silence. */
  private void unreadable(CaCertificate certificate, String where, List<Registry> registries) {
    String form = certificate.unknownToGo();
    if (!form.isEmpty()) {
      findings.warning(
          where,
          "%s has a key %s, which Docker and containerd cannot read; they will not trust %s"
              .formatted(
                  certificate.words(),
                  form,
                  registries.stream().map(Registry::toString).collect(Collectors.joining(", "))));
    }
  }

  private Optional<AnchorName> name(UserText name) {
    return Given.name(name, findings).filter(valid -> isFree(valid.value(), name.where()));
  }

  private Optional<Registry> registry(UserText given, String owner) {
    Optional<Registry> registry = Given.registry(given, findings);
    String before = registry.map(valid -> registryOwners.putIfAbsent(valid, owner)).orElse(null);
    if (before != null) {
      claimedTwice(given, before, owner);
      return Optional.empty();
    }
    return registry;
  }

  private void claimedTwice(UserText registry, String before, String owner) {
    if (before.equals(owner)) {
      findings.warning(registry.where(), "the registry " + registry.value() + " is given twice");
    } else {
      findings.problem(
          registry.where(),
          "the registry %s is given for the anchor '%s' and for the anchor '%s'"
              .formatted(registry.value(), before, owner),
          "name it under one of them; where it needs both CAs, put both certificates into one file");
    }
  }

  private void anchors(
      AnchorName name, String where, List<CaCertificate> certificates, List<Registry> registries) {
    if (certificates.size() == 1) {
      anchor(name.value(), where, certificates.getFirst(), registries);
    } else {
      parts(name, where, certificates, registries);
    }
  }

  private void parts(
      AnchorName name, String where, List<CaCertificate> certificates, List<Registry> registries) {
    for (CaCertificate part : certificates) {
      String partName = name + part.partSuffix();
      if (isShort(partName, where) && isFree(partName, where)) {
        anchor(partName, where, part, registries);
      }
    }
  }

  private void anchor(
      String name, String where, CaCertificate certificate, List<Registry> registries) {
    if (isNew(certificate, name, where)) {
      anchors.add(new Anchor(new AnchorName(name), certificate, registries));
    }
  }

  private boolean isShort(String partName, String where) {
    Optional<String> flaw = AnchorName.flaw(partName);
    flaw.ifPresent(
        f ->
            findings.problem(
                where,
                "the name '" + partName + "' of a part of the bundle " + f,
                Given.NAME_RULE));
    return flaw.isEmpty();
  }

  private boolean isFree(String name, String where) {
    String before = names.putIfAbsent(name, where);
    if (before != null) {
      findings.problem(
          where,
          "the name '" + name + "' is taken by the anchor at " + before,
          "give each anchor a name of its own");
    }
    return before == null;
  }

  private boolean isNew(CaCertificate certificate, String name, String where) {
    AnchorName before = fingerprints.putIfAbsent(certificate.fingerprint(), new AnchorName(name));
    if (before != null) {
      findings.problem(
          where,
          "the anchor '%s' has the same certificate as the anchor '%s': %s"
              .formatted(name, before, certificate.subject()),
          "give the certificate once, with the registries of both");
    }
    return before == null;
  }
}
