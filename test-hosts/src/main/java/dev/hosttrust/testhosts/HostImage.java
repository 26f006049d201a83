package dev.hosttrust.testhosts;

import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.images.builder.Transferable;

/**
 * An image of hosts, built when it is first needed.
 *
 * <p>Its tag is a digest of all that it is built from, so that a later test run finds it and builds
 * nothing, and a changed file makes another image.
 *
 * @param variant what its tag begins with
 * @param dockerfile the text of its Dockerfile
 * @param files the resources that are copied into it
 */
record HostImage(String variant, String dockerfile, List<String> files) {
  private static final Map<HostImage, String> BUILT = new ConcurrentHashMap<>();

  /**
   * The name and tag of the image of a kind of hosts; builds it where the engine does not have it,
   * in half a minute.
   */
  static String of(TestHosts kind) {
    String plain = plain(kind.release()).find();
    return kind.ansible() ? controlNode(kind.release(), plain).find() : plain;
  }

  private static HostImage plain(DebianRelease release) {
    String dockerfile =
        read("host.Dockerfile")
            .replace("@RELEASE@", release.codename())
            .replace("@DOAS@", release.doasPackage());
    return new HostImage(
        release.codename(), dockerfile, List.of("accounts", "sshd_config", "start-host"));
  }

  private static HostImage controlNode(DebianRelease release, String base) {
    return new HostImage(
        release.codename() + "-ansible",
        read("control-node.Dockerfile").replace("@HOST@", base),
        List.of());
  }

  private String find() {
    return BUILT.computeIfAbsent(this, HostImage::findOrBuild);
  }

  private String findOrBuild() {
    String name = "hosttrust-test-host:" + variant + "-" + digest();
    if (!exists(name)) {
      build(name);
    }
    return name;
  }

  private static boolean exists(String name) {
    try {
      DockerClientFactory.instance().client().inspectImageCmd(name).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  private void build(String name) {
    ImageFromDockerfile image =
        new ImageFromDockerfile(name, false)
            .withFileFromTransferable("Dockerfile", Transferable.of(dockerfile));
    for (String file : files) {
      image = image.withFileFromTransferable(file, Transferable.of(read(file)));
    }
    try {
      image.get();
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "cannot build the test host image "
              + name
              + "; it needs Debian's packages, and the base image that ./run-tests puts in place",
          e);
    }
  }

  private String digest() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(dockerfile.getBytes(StandardCharsets.UTF_8));
      files.forEach(file -> sha256.update(read(file).getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(sha256.digest(), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String read(String resource) {
    try (InputStream in = HostImage.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
