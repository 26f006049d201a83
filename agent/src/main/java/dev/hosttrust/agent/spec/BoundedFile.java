package dev.hosttrust.agent.spec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads small files whole, pipes too, and says in plain words why it could not. */
public final class BoundedFile {
  /** In bytes. The whole of Mozilla's roots is a quarter of it. */
  public static final int MAX_SIZE = 1 << 20;

  private BoundedFile() {}

  /**
   * Reads a file of at most {@value #MAX_SIZE} bytes.
   *
   * @throws SpecException with one problem, if the file is larger or cannot be read
   */
  public static byte[] read(Path file) {
    if (Files.isDirectory(file)) {
      throw problem(file, "is a directory", "give a file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(MAX_SIZE + 1);
      if (content.length > MAX_SIZE) {
        throw problem(
            file, "is larger than " + MAX_SIZE + " bytes", "check that it is the right file");
      }
      return content;
    } catch (NoSuchFileException e) {
      throw problem(file, "does not exist", "check the path");
    } catch (AccessDeniedException e) {
      throw problem(file, "may not be read by you", "check the permissions of the path");
    } catch (FileSystemException e) { // its message would name the file again
      throw problem(file, "cannot be read: " + e.getReason(), "check the file");
    } catch (IOException e) {
      throw problem(file, "cannot be read: " + e.getMessage(), "check the file");
    }
  }

  private static SpecException problem(Path file, String what, String remedy) {
    return new SpecException(List.of(new Problem(file.toString(), what, remedy)));
  }
}
