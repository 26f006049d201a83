// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Adds the Java runtime of a package to the list of its libraries, which Maven made (CycloneDX). What the runtime is
 * stands in the file {@code release} of the JDK that it was made of, what is in it in its own.
 */
final class Sbom {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Sbom() {}

  /**
   * @param files the list of Maven, the JDK, the runtime, and the list to write
   */
  public static void main(String... files) throws IOException {
    ObjectNode list = (ObjectNode) JSON.readTree(Path.of(files[0]));
    Map<String, String> jdk = release(Path.of(files[1]));
    Map<String, String> runtime = release(Path.of(files[2]));
    String version = jdk.get("JAVA_RUNTIME_VERSION");
    String reference = "pkg:generic/openjdk@" + version.replace("+", "%2B");

    ObjectNode component = list.withArray("components").insertObject(0);
    component.put("type", "platform").put("bom-ref", reference);
    component.put("publisher", jdk.get("IMPLEMENTOR")).put("name", "openjdk").put("version", version);
    component.put("description", "Java runtime of the modules " + runtime.get("MODULES"));
    component
        .putArray("licenses")
        .addObject()
        .put("expression", "GPL-2.0-only WITH Classpath-exception-2.0");
    component.put("purl", reference);

    ArrayNode dependencies = list.withArray("dependencies");
    String program = list.at("/metadata/component/bom-ref").asString();
    dependencies.forEach(
        one -> {
          if (one.path("ref").asString().equals(program)) {
            ((ObjectNode) one).withArray("dependsOn").add(reference);
          }
        });
    dependencies.addObject().put("ref", reference).putArray("dependsOn");
    Files.writeString(Path.of(files[3]), JSON.writeValueAsString(list) + "\n");
  }

  /** Its values are between double quotes. */
  private static Map<String, String> release(Path java) throws IOException {
    Properties lines = new Properties();
    try (Reader reader = Files.newBufferedReader(java.resolve("release"))) {
      lines.load(reader);
    }
    return lines.stringPropertyNames().stream()
        .collect(
            Collectors.toMap(
                key -> key, key -> lines.getProperty(key).replace("\"", ""), (a, b) -> a, TreeMap::new));
  }
}
