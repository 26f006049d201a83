// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of several parts of a fleet, of which each is run by a controller of its own. Which part a
 * host is in goes by its name alone: the first four bytes of the name's SHA-256 (of its UTF-8), as
 * an unsigned number in network byte order, modulo the number of parts. So controllers that know
 * nothing of each other agree, and a host that comes or goes moves no other.
 *
 * @param number from 1
 * @param of how many parts there are, 1 to {@value #MOST}
 */
public record Shard(int number, int of) {
  /** More controllers than hosts of any fleet would be a slip of the pen. */
  public static final int MOST = 10_000;

  private static final Pattern FORM = Pattern.compile("(\\d{1,5})/(\\d{1,5})");

  public Shard {
    if (number < 1 || number > of || of > MOST) {
      throw new IllegalArgumentException(number + "/" + of);
    }
  }

  /** What {@link #toString} wrote; empty if it is another text. */
  public static Optional<Shard> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    int number = Integer.parseInt(form.group(1));
    int of = Integer.parseInt(form.group(2));
    return number < 1 || number > of || of > MOST
        ? Optional.empty()
        : Optional.of(new Shard(number, of));
  }

  /** Whether a host is in this part. */
  public boolean has(String host) {
    byte[] digest = sha256(host.getBytes(StandardCharsets.UTF_8));
    long start = Integer.toUnsignedLong(ByteBuffer.wrap(digest).getInt());
    return start % of == number - 1;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** For people, such as {@code shard 2 of 4}. */
  public String words() {
    return "shard %d of %d".formatted(number, of);
  }

  /** As {@code --shard} takes it. */
  @Override
  public String toString() {
    return number + "/" + of;
  }
}
