// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.facts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** The bytes of a file. Immutable. */
public final class Content {
  private final byte[] bytes;
  private final List<String> shown;

  private Content(byte[] bytes) {
    this(bytes, List.of());
  }

  private Content(byte[] bytes, List<String> shown) {
    this.bytes = bytes;
    this.shown = shown;
  }

  public static Content of(byte[] bytes) {
    return new Content(bytes.clone());
  }

  public static Content of(String text) {
    return new Content(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads base64 with line ends.
   *
   * @throws IllegalArgumentException if it is not base64
   */
  public static Content ofBase64(byte[] text) {
    byte[] characters = new byte[text.length];
    int length = 0;
    for (byte character : text) {
      if (character != '\n' && character != '\r') {
        characters[length++] = character;
      }
    }
    // The decoder for MIME would pass over what is not base64, such as a message between the lines.
    return new Content(Base64.getDecoder().decode(Arrays.copyOf(characters, length)));
  }

  /** SHA-256, 64 lower-case hex digits. */
  public String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * The same bytes, which may hold passwords: a report shows these lines in their place, and
   * nothing of what was in the file before.
   *
   * @param lines what the writer wanted of the file; at least one
   */
  public Content shownAs(List<String> lines) {
    return new Content(bytes, List.copyOf(lines));
  }

  /** What a report shows in place of the bytes; empty if it may show them. */
  public List<String> shown() {
    return shown;
  }

  /** One character a byte (ISO 8859-1), so that nothing is lost when it is turned back. */
  public String latin1() {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  public static Content ofLatin1(String text) {
    return new Content(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** As UTF-8, for people. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** On lines of 76 characters. */
  public String base64() {
    return Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Content that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + " bytes, SHA-256 " + sha256();
  }
}
