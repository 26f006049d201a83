// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes one archive of classes of two that the JVM made from the same list, so that whoever builds it gets the same
 * bytes: what differs becomes zero. That is the time at which soft references were last used, counted from the
 * machine's start, and the checksums over it, which the JVM looks at only where it is told to
 * (-XX:+VerifySharedSpaces).
 */
final class AgreedBytes {
  /** A bound on what may differ: the checksums of the parts, and a few hundred soft references. */
  private static final int FEW = 4096;

  private AgreedBytes() {}

  /**
   * @param files the first one is rewritten in place, the second only read
   */
  public static void main(String... files) throws IOException {
    Path file = Path.of(files[0]);
    ByteBuffer one = read(file);
    ByteBuffer other = read(Path.of(files[1]));
    if (one.capacity() != other.capacity()) {
      throw new IOException(
          "of %d and %d bytes: they are not of the same list"
              .formatted(one.capacity(), other.capacity()));
    }
    int differ = 0;
    for (int at = 0; at < one.capacity(); at += Integer.BYTES) {
      if (one.getInt(at) != other.getInt(at)) {
        one.putInt(at, 0);
        differ++;
      }
    }
    if (differ > FEW) {
      throw new IOException("%d words differ: they are not of the same list".formatted(differ));
    }
    Files.write(file, one.array());
  }

  private static ByteBuffer read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return ByteBuffer.wrap(bytes, 0, bytes.length & -Integer.BYTES).order(ByteOrder.nativeOrder());
  }
}
