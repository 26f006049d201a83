// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A host in a directory on which one store can be tried, as its owner found it: {@link
 * StoreContractTest} does the rest.
 */
public interface StoreTree {

  /** The store's name. */
  String store();

  /** Adds to a Debian host what the store needs to be there. */
  void make(ScratchHost host) throws IOException;

  /**
   * Programs that the host has besides Debian's: texts for sh by their names. Each stands in for
   * what the real program prints, which the store's own test has from the real one.
   */
  default Map<String, String> programs() {
    return Map.of();
  }

  /** A directory in which the store writes, and which an administrator may have made a link. */
  String directory();

  /** {@code /etc/ca-certificates.conf} and {@code /etc/ssl/certs}. */
  record SystemTree() implements StoreTree {
    @Override
    public String store() {
      return "system";
    }

    @Override
    public void make(ScratchHost host) {}

    @Override
    public String directory() {
      return "/etc/ssl/certs";
    }
  }

  /** {@code /etc/docker/certs.d}. */
  record DockerTree() implements StoreTree {
    @Override
    public String store() {
      return "docker";
    }

    @Override
    public void make(ScratchHost host) {}

    @Override
    public String directory() {
      return "/etc/docker";
    }
  }

  /** Debian's Firefox, with policies that a new file in /etc would hide. */
  record FirefoxTree() implements StoreTree {
    @Override
    public String store() {
      return "firefox";
    }

    @Override
    public void make(ScratchHost host) throws IOException {
      host.write(
          "/usr/share/firefox-esr/distribution/policies.json",
          "{\"policies\": {\"DisableTelemetry\": true}}\n");
      Files.createDirectories(host.path("/usr/lib/firefox-esr"));
      Files.createSymbolicLink(
          host.path("/usr/lib/firefox-esr/distribution"),
          Path.of("../../share/firefox-esr/distribution"));
    }

    @Override
    public String directory() {
      return "/etc/firefox";
    }
  }

  /** {@code /etc/containerd/certs.d}, with mirrors for all registries. */
  record ContainerdTree() implements StoreTree {
    @Override
    public String store() {
      return "containerd";
    }

    @Override
    public void make(ScratchHost host) throws IOException {
      host.write(
          "/etc/containerd/config.toml",
          """
          version = 3
          [plugins.'io.containerd.cri.v1.images'.registry]
          config_path = '/etc/containerd/certs.d'
          """);
      host.write(
          "/etc/containerd/certs.d/_default/hosts.toml", "[host.'https://mirror.example.com']\n");
    }

    @Override
    public String directory() {
      return "/etc/containerd/certs.d";
    }
  }

  /** {@code /etc/containers/certs.d}. */
  record PodmanTree() implements StoreTree {
    @Override
    public String store() {
      return "podman";
    }

    @Override
    public void make(ScratchHost host) {}

    @Override
    public String directory() {
      return "/etc/containers";
    }
  }

  /** {@code registries.yaml}, with somebody's mirror and password in it. */
  record K3sTree() implements StoreTree {
    @Override
    public String store() {
      return "k3s";
    }

    @Override
    public void make(ScratchHost host) throws IOException {
      host.write(
          "/etc/rancher/k3s/registries.yaml",
          """
          mirrors:
            docker.io: {endpoint: ["https://mirror.example.com"]}
          configs:
            mirror.example.com: # the robot's
              auth: {username: robot, password: s3cret}
          """);
    }

    @Override
    public String directory() {
      return "/etc/rancher/k3s";
    }
  }
}
