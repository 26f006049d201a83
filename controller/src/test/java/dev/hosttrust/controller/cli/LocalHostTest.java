// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This machine as a host, with the stores in a tree of their own. */
class LocalHostTest {
  @TempDir private Path directory;

  @Test
  void aTreeOnThisMachineIsBroughtToTheTrust() throws IOException {
    TestCa ca = TestCa.named("Harbor CA");
    ca.writeTo(directory.resolve("corp.crt"));
    Path root = directory.resolve("image");
    for (String path : new String[] {"etc/ssl/certs", "usr/share/ca-certificates"}) {
      Files.createDirectories(root.resolve(path));
    }
    Files.writeString(root.resolve("etc/ca-certificates.conf"), "");
    Files.writeString(
        directory.resolve("hosts.ini"),
        "image ansible_connection=local hosttrust_root=" + root + " hosttrust_ca=corp.crt\n");

    CommandLineRun first = CommandLineRun.in(directory).run("rollout", "-i", "hosts.ini");
    CommandLineRun second = CommandLineRun.in(directory).run("rollout", "-i", "hosts.ini");

    assertThat(first.out()).contains("changed       image");
    assertThat(second.out()).contains("ok            image");
    assertThat(root.resolve("etc/ssl/certs/ca-certificates.crt")).hasContent(ca.pem());
  }

  @Test
  void aRootThatIsNoAbsolutePathIsRefused() {
    TestCa.named("CA").writeTo(directory.resolve("corp.crt"));

    CommandLineRun run =
        CommandLineRun.in(directory)
            .run("rollout", "-i", "here,", "-e", "hosttrust_root=image", "--ca", "corp.crt");

    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(run.err())
        .isEqualTo(
            "hosttrust: here: hosttrust_root: the root 'image' is not the absolute path of a"
                + " directory below /\n");
  }
}
