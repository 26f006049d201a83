// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import java.util.List;
import java.util.Locale;

/** What an image has on top of that of a plain host. */
enum ImageLayer {
  /** Ansible, and two Javas. */
  CONTROL_NODE("ansible"),
  /** Firefox, the tools that read its profiles, and Chromium. */
  BROWSERS("browsers"),
  /** The containerd of several releases of Debian. */
  CONTAINERD("containerd"),
  /** Podman and skopeo. */
  CONTAINER_TOOLS("container-tools"),
  /** A Docker engine. */
  DOCKER("docker"),
  /** sudo-rs, and uutils. */
  SUDO_RS("sudo-rs"),
  /** A Java with the distribution's keystore, and programs of other languages that use TLS. */
  JAVA("java");

  private final String tag;

  ImageLayer(String tag) {
    this.tag = tag;
  }

  /** The resources that its Dockerfile copies. */
  List<String> files() {
    return this == CONTAINERD
        ? List.of("install-packages", "fetch-containerd")
        : List.of("install-packages");
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
