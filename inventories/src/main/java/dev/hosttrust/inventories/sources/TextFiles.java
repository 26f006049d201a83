package dev.hosttrust.inventories.sources;

import dev.hosttrust.inventories.problems.InventoryException;
import dev.hosttrust.inventories.problems.Location;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
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
   * @throws InventoryException if the file is missing, cannot be read, or is not UTF-8
   */
  public static String read(Path file, String name) {
    byte[] bytes = bytes(file, name);
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      text = new String(bytes, StandardCharsets.UTF_8);
      refuseOutsideComments(text, name);
    }
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private static byte[] bytes(Path file, String name) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw InventoryException.of(Location.of(name), "there is no such file");
    } catch (AccessDeniedException e) {
      throw InventoryException.of(
          Location.of(name), "the file may not be read; check its owner and mode");
    } catch (IOException e) {
      throw InventoryException.of(Location.of(name), "the file cannot be read: " + e.getMessage());
    }
  }

  /** The decoder has put U+FFFD in place of what is not UTF-8. */
  private static void refuseOutsideComments(String text, String name) {
    int line = 0;
    for (String content : text.split("\n", -1)) {
      line++;
      if (content.indexOf('\ufffd') >= 0 && !content.startsWith("#") && !content.startsWith(";")) {
        throw InventoryException.of(
            new Location(name, line, 0), "this line is not UTF-8; convert the file");
      }
    }
  }
}
