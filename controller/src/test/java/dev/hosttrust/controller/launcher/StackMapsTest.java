// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class StackMapsTest {
  @TempDir private Path directory;

  @Test
  void makesOfAnOldJarOneThatTheVerifierTakes() throws Exception {
    Path original =
        Path.of(CommandLine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path jar = Files.copy(original, directory.resolve("picocli.jar"));

    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process rewriting =
        new ProcessBuilder(java.toString(), "../build/StackMaps.java", jar.toString())
            .redirectErrorStream(true)
            .start();

    assertThat(FakeCheckout.finish(rewriting)).isEqualTo(new FakeCheckout.Run(0, ""));

    try (URLClassLoader loader =
            new URLClassLoader(
                new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        InputStream in = loader.getResourceAsStream("picocli/CommandLine.class")) {
      ClassModel model = ClassFile.of().parse(in.readAllBytes());
      assertThat(model.majorVersion()).isEqualTo(ClassFile.JAVA_8_VERSION);
      assertThat(model.methods())
          .anyMatch(
              method ->
                  method
                      .code()
                      .flatMap(code -> code.findAttribute(Attributes.stackMapTable()))
                      .isPresent());
      // Running it has its classes verified.
      assertThat(usage(loader)).contains("Usage: <main class>");
    }
    assertThat(directory).isDirectoryContaining(jar::equals);
  }

  /** What picocli of another class loader prints for a command without anything. */
  private static String usage(ClassLoader loader) throws ReflectiveOperationException {
    Class<?> spec = loader.loadClass("picocli.CommandLine$Model$CommandSpec");
    Class<?> commandLine = loader.loadClass("picocli.CommandLine");
    Object command =
        commandLine.getConstructor(Object.class).newInstance(spec.getMethod("create").invoke(null));
    return (String) commandLine.getMethod("getUsageMessage").invoke(command);
  }
}
