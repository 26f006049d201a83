// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What an image has on top of that of a plain host. */
enum ImageLayer {
  /** Ansible, and two Javas. */
  CONTROL_NODE("ansible"),
  /** Firefox, and the tools that read its profiles. */
  FIREFOX("firefox"),
  /** The containerd of several releases of Debian. */
  CONTAINERD("containerd", "fetch-containerd"),
  /** Podman and skopeo. */
  CONTAINER_TOOLS("container-tools"),
  /** A Docker engine. */
  DOCKER("docker");

  private final String tag;
  private final List<String> files;

  ImageLayer(String tag, String... files) {
    this.tag = tag;
    this.files = Stream.concat(Stream.of("install-packages"), Stream.of(files)).toList();
  }

  /** The resources that its Dockerfile copies. */
  List<String> files() {
    return files;
  }

  /** What it adds to the image's tag. */
  String tag() {
    return tag;
  }

  /** The resource with its Dockerfile, in which {@code @HOST@} stands for the image below. */
  String dockerfile() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".Dockerfile";
  }
}
