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
 * The image of a release's hosts, built when it is first needed.
 *
 * <p>Its tag is a digest of all that it is built from, so that a later test run finds it and builds
 * nothing, and a changed file makes another image.
 */
final class HostImage {
  private static final List<String> FILES = List.of("accounts", "sshd_config", "start-host");
  private static final Map<DebianRelease, String> BUILT = new ConcurrentHashMap<>();

  private HostImage() {}

  /** The image's name and tag; builds it where the engine does not have it, in half a minute. */
  static String of(DebianRelease release) {
    return BUILT.computeIfAbsent(release, HostImage::findOrBuild);
  }

  private static String findOrBuild(DebianRelease release) {
    String dockerfile =
        read("Dockerfile")
            .replace("@RELEASE@", release.codename())
            .replace("@DOAS@", release.doasPackage());
    String name = "hosttrust-test-host:" + release.codename() + "-" + digest(dockerfile);
    if (!exists(name)) {
      build(name, dockerfile);
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

  private static void build(String name, String dockerfile) {
    ImageFromDockerfile image =
        new ImageFromDockerfile(name, false)
            .withFileFromTransferable("Dockerfile", Transferable.of(dockerfile));
    for (String file : FILES) {
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

  private static String digest(String dockerfile) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(dockerfile.getBytes(StandardCharsets.UTF_8));
      FILES.forEach(file -> sha256.update(read(file).getBytes(StandardCharsets.UTF_8)));
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
