// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.DeadCodeOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Gives the classes of an old jar the stack maps that newer class files have (JVMS 4.7.4), so that
 * an archive of classes takes them: it leaves out what has none. The launcher runs this file, as it is, once
 * a build: picocli is compiled for Java 5, and to load and verify it anew costs each start a tenth
 * of a second.
 */
final class StackMaps {
  private static final ClassFileVersion JAVA_8 = ClassFileVersion.of(ClassFile.JAVA_8_VERSION, 0);

  private StackMaps() {}

  /**
   * @param jars rewritten in place
   */
  public static void main(String... jars) throws IOException {
    for (String jar : jars) {
      add(Path.of(jar));
    }
  }

  private static void add(Path jar) throws IOException {
    Path rewritten = Path.of(jar + ".new");
    try (ZipFile in = new ZipFile(jar.toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(rewritten));
        URLClassLoader hierarchy = new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
      ClassFile classFile =
          ClassFile.of(
              StackMapsOption.GENERATE_STACK_MAPS,
              DeadCodeOption.PATCH_DEAD_CODE,
              ClassHierarchyResolverOption.of(
                  ClassHierarchyResolver.ofResourceParsing(hierarchy)
                      .orElse(ClassHierarchyResolver.defaultResolver())));
      for (ZipEntry entry : Collections.list(in.entries())) {
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTimeLocal(entry.getTimeLocal());
        out.putNextEntry(copy);
        out.write(content(in, entry, classFile));
      }
    }
    Files.move(rewritten, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static byte[] content(ZipFile jar, ZipEntry entry, ClassFile classFile)
      throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      byte[] bytes = in.readAllBytes();
      return entry.getName().endsWith(".class") && isOld(bytes) ? modern(bytes, classFile) : bytes;
    }
  }

  /** Bytes 6 and 7 of a class file are its major version; from 50 on, stack maps can be there. */
  private static boolean isOld(byte[] bytes) {
    return (bytes[6] << 8 | bytes[7]) < ClassFile.JAVA_6_VERSION;
  }

  private static byte[] modern(byte[] bytes, ClassFile classFile) {
    ClassTransform version =
        (builder, element) -> builder.with(element instanceof ClassFileVersion ? JAVA_8 : element);
    // A body that no transformation touches would be copied as it is, without a map.
    ClassTransform bodies = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL);
    return classFile.transformClass(classFile.parse(bytes), version.andThen(bodies));
  }
}
