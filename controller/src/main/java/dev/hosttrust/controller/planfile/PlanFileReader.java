// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.planfile;

import dev.hosttrust.agent.certificate.Allowance;
import dev.hosttrust.agent.certificate.CaFile;
import dev.hosttrust.agent.certificate.CaFileReader;
import dev.hosttrust.agent.daemon.Restarts;
import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.AnchorName;
import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.agent.trust.TreeRoot;
import dev.hosttrust.agent.trust.TrustSpec;
import dev.hosttrust.controller.json.JsonFields;
import dev.hosttrust.controller.json.UnexpectedJsonException;
import dev.hosttrust.controller.planfile.PlanFile.PlannedHost;
import dev.hosttrust.controller.rollout.Shard;
import dev.hosttrust.words.BoundedFile;
import dev.hosttrust.words.FileFaults;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Problem;
import dev.hosttrust.words.ProblemsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a plan file. One that is not exactly what {@link PlanFileWriter} wrote is refused. */
public final class PlanFileReader {
  /**
   * In bytes: while a file is checked and read, there are several forms of it in memory together.
   */
  private static final int MAX_SIZE =
      Math.toIntExact(Math.min(512 << 20, Runtime.getRuntime().maxMemory() / 8));

  private static final Pattern BEGIN =
      Pattern.compile("\\s*\\{\\s*\"hosttrust_plan\":\\s*(\\d{1,9})\\b");
  private static final String REMEDY = "make it anew with 'hosttrust diff --out FILE'";

  private final Path path;
  private final InstantSource now;
  private final Findings findings;
  private final int maxSize;

  private PlanFileReader(Path path, InstantSource now, Findings findings, int maxSize) {
    this.maxSize = maxSize;
    this.path = path;
    this.now = now;
    this.findings = findings;
  }

  /**
   * @param now the time at which the certificates shall be valid
   * @param findings get warnings of the certificates
   * @throws ProblemsException if the file is no plan file, was altered, or does not fit in memory
   */
  public static PlanFile read(Path path, InstantSource now, Findings findings) {
    return read(path, now, findings, MAX_SIZE);
  }

  /** The same with another limit, in bytes. */
  static PlanFile read(Path path, InstantSource now, Findings findings, int maxSize) {
    return new PlanFileReader(path, now, findings, maxSize).read();
  }

  private PlanFile read() {
    String text = text();
    checkWhole(text);
    try {
      return plan(JsonFields.of(text));
    } catch (UnexpectedJsonException | IllegalArgumentException e) {
      throw problem("is no plan file of this version: " + e.getMessage(), REMEDY);
    }
  }

  private ProblemsException problem(String what, String remedy) {
    return ProblemsException.of(new Problem(path.toString(), what, remedy));
  }

  private String text() {
    BoundedFile.checkKind(path);
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(maxSize + 1);
      if (bytes.length > maxSize) {
        throw problem(
            "is larger than %d bytes, and so does not fit in memory".formatted(maxSize),
            "plan for fewer hosts with -l, or give the JVM more: JAVA_TOOL_OPTIONS=-Xmx4g");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw ProblemsException.of(FileFaults.failure(path, e));
    }
  }

  private void checkWhole(String text) {
    Matcher begin = BEGIN.matcher(text);
    if (!begin.lookingAt()) {
      throw problem("is no plan file of hosttrust", REMEDY);
    }
    if (Integer.parseInt(begin.group(1)) != PlanFileWriter.FORMAT) {
      throw problem(
          "has the format %s, and this version of hosttrust reads %d"
              .formatted(begin.group(1), PlanFileWriter.FORMAT),
          REMEDY);
    }
    int seal = text.lastIndexOf("\n" + PlanFileWriter.SEAL);
    if (seal < 0 || !text.endsWith("\"}\n")) {
      throw problem("is cut off, or was laid out anew", REMEDY);
    }
    String expected =
        PlanFileWriter.SEAL + " \"" + PlanFileWriter.seal(text.substring(0, seal + 1));
    if (!text.substring(seal + 1).equals(expected + "\"}\n")) {
      throw problem("was altered after hosttrust wrote it", "review it again: " + REMEDY);
    }
  }

  private PlanFile plan(JsonFields json) {
    List<JsonFields> trusts = json.objects("trust");
    List<TrustSpec> specs = trusts.stream().map(this::spec).toList();
    List<Stores> stores = trusts.stream().map(PlanFileReader::stores).toList();
    List<Restarts> restarts = trusts.stream().map(PlanFileReader::restarts).toList();
    List<ReviewedPlan> plans =
        json.objects("plans").stream()
            .map(plan -> new ReviewedPlan(plan.strings("steps"), plan.stringMap("seen")))
            .toList();
    Map<String, PlannedHost> found = new HashMap<>();
    for (JsonFields group : json.objects("groups")) {
      int trust = group.index("trust", specs.size());
      TreeRoot root = new TreeRoot(group.string("root"));
      PlannedHost host =
          new PlannedHost(
              new Wanted(root, specs.get(trust), stores.get(trust), restarts.get(trust)),
              plans.get(group.index("plan", plans.size())));
      group.strings("hosts").forEach(name -> found.put(name, host));
    }
    LinkedHashMap<String, PlannedHost> hosts = new LinkedHashMap<>();
    for (String name : json.strings("hosts")) {
      PlannedHost host = found.get(name);
      if (host == null) {
        throw new UnexpectedJsonException("no group has the host " + name);
      }
      hosts.put(name, host);
    }
    return new PlanFile(
        json.strings("inventories"),
        json.optional("shard").map(PlanFileReader::shard),
        hosts,
        json.stringMap("unplanned"));
  }

  private static Shard shard(String text) {
    return Shard.parse(text).orElseThrow(() -> new UnexpectedJsonException("the shard is " + text));
  }

  private TrustSpec spec(JsonFields json) {
    return new TrustSpec(
        json.objects("anchors").stream().map(this::anchor).toList(),
        json.objects("absent").stream().map(this::absent).toList());
  }

  private static Stores stores(JsonFields json) {
    Stores stores = Stores.named(List.of(json.string("stores").split(",")));
    String configPath = json.string("containerd_config_path");
    return configPath.isEmpty() ? stores : stores.withContainerdConfigPath(configPath);
  }

  private static Restarts restarts(JsonFields json) {
    return Restarts.of(
        json.strings("restart"), Boolean.parseBoolean(json.string("restart_stops_containers")));
  }

  /** What the dry run let pass, passes again, with its warnings. */
  private Anchor anchor(JsonFields json) {
    String name = json.string("name");
    CaFile file = file(name, json.string("file"));
    file.warnings().forEach(findings::add);
    return new Anchor(new AnchorName(name), file.certificates().getFirst(), registries(json));
  }

  private AbsentAnchor absent(JsonFields json) {
    String name = json.string("name");
    return new AbsentAnchor(
        new AnchorName(name),
        Optional.of(json.string("file"))
            .filter(text -> !text.isEmpty())
            .map(text -> file(name, text).certificates().getFirst()),
        registries(json));
  }

  private CaFile file(String name, String text) {
    byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);
    CaFile file =
        new CaFileReader(now, Set.of(Allowance.values())).parse(content, path + ": " + name);
    if (file.certificates().size() != 1) {
      throw new UnexpectedJsonException("the anchor '%s' is not one certificate".formatted(name));
    }
    return file;
  }

  private static List<Registry> registries(JsonFields json) {
    return json.strings("registries").stream().map(Registry::parse).toList();
  }
}
