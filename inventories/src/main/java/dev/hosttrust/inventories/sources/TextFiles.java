// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.sources;

import dev.hosttrust.inventories.documents.InputLimit;
import dev.hosttrust.words.Location;
import dev.hosttrust.words.ProblemsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files of UTF-8 text. */
public final class TextFiles {

  private TextFiles() {}

  /**
   * The whole text of a file, a byte order mark left out. In comments, as in Ansible, any bytes
   * will do.
   *
   * @param name the file's name for messages
   * @throws ProblemsException if the file is missing, cannot be read, or is no regular file
   */
  public static String read(Path file, String name) {
    FileKind.check(file, name);
    byte[] bytes = bytes(file, name);
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      text = escapingOtherBytes(bytes);
    }
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private static byte[] bytes(Path file, String name) {
    try (InputStream in = Files.newInputStream(file)) {
      return InputLimit.readAll(in, Location.of(name), "there is");
    } catch (NoSuchFileException e) {
      throw ProblemsException.at(Location.of(name), "there is no such file");
    } catch (AccessDeniedException e) {
      throw ProblemsException.at(
          Location.of(name), "the file may not be read; check its owner and mode");
    } catch (IOException e) {
      throw ProblemsException.at(Location.of(name), "the file cannot be read: " + e.getMessage());
    }
  }

  /**
   * Python's {@code surrogateescape}: a byte that is not UTF-8 becomes a lone surrogate, so that it
   * can be written back as it was. YAML does not take it, INI does.
   */
  private static String escapingOtherBytes(byte[] bytes) {
    var text = new StringBuilder();
    var in = ByteBuffer.wrap(bytes);
    var out = CharBuffer.allocate(bytes.length + 1);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      text.append(out.flip());
      out.clear();
      if (!result.isMalformed()) {
        return text.toString();
      }
      for (int i = 0; i < result.length(); i++) {
        text.append((char) (0xDC00 + Byte.toUnsignedInt(in.get())));
      }
      decoder.reset();
    }
  }
}
