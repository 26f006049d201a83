// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
 * nothing, and a changed file makes another image. Of several JVMs that need it at once, one builds
 * it and the others wait.
 *
 * @param variant what its tag begins with
 * @param dockerfile the text of its Dockerfile
 * @param files the resources that are copied into it
 */
record HostImage(String variant, String dockerfile, List<String> files) {
  private static final Map<HostImage, String> FOUND = new ConcurrentHashMap<>();

  /** A file lock is the whole process's; its threads take turns by these, one a variant. */
  private static final Map<String, Object> TURNS = new ConcurrentHashMap<>();

  /**
   * The name and tag of the image of a kind of hosts; builds it where the engine does not have it,
   * in half a minute or so.
   */
  static String of(TestHosts kind) {
    String plain = plain(kind.release()).find();
    return kind.layer().map(layer -> layered(layer, kind.release(), plain).find()).orElse(plain);
  }

  private static HostImage plain(DebianRelease release) {
    String dockerfile =
        read("host.Dockerfile")
            .replace("@RELEASE@", release.codename())
            .replace("@DOAS@", release.doasPackage());
    return new HostImage(
        release.codename(),
        dockerfile,
        List.of("install-packages", "accounts", "sshd_config", "start-host"));
  }

  private static HostImage layered(ImageLayer layer, DebianRelease release, String base) {
    return new HostImage(
        release.codename() + "-" + layer.tag(),
        read(layer.dockerfile()).replace("@HOST@", base),
        layer.files());
  }

  /** The name and tag of the image; builds it where the engine does not have it. */
  String find() {
    String found = FOUND.get(this);
    if (found == null) {
      found = findOrBuild();
      FOUND.put(this, found);
    }
    return found;
  }

  private String findOrBuild() {
    String name = "hosttrust-test-host:" + variant + "-" + digest();
    if (!exists(name)) {
      buildOnce(name);
    }
    return name;
  }

  private void buildOnce(String name) {
    synchronized (TURNS.computeIfAbsent(variant, any -> new Object())) {
      try (FileChannel channel =
              FileChannel.open(lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (lock.isValid() && !exists(name)) {
          build(name);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Path lockFile() {
    String name = "hosttrust-image-%s-%s.lock".formatted(variant, System.getProperty("user.name"));
    return Path.of(System.getProperty("java.io.tmpdir"), name);
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

  /** The text of a resource beside this class. */
  static String read(String resource) {
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
