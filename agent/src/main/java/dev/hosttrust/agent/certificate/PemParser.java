// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.certificate;

import dev.hosttrust.words.Findings;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a file into PEM blocks (RFC 7468), with text before, between and after them, as Easy-RSA
 * and {@code openssl x509 -text} write it.
 *
 * <p>Lenient in what it reads: blanks around lines, empty lines inside a block, any line length,
 * CR, LF or CRLF, a byte order mark, END and BEGIN on one line. A block without any of these quirks
 * is <em>strict</em>: OpenSSL 1.1 and 3, GnuTLS and Go's {@code encoding/pem} all read it as it
 * stands.
 */
final class PemParser {
  private static final Pattern LINE_END = Pattern.compile("\r\n|\n|\r");
  private static final Pattern MARKER = Pattern.compile("-----(BEGIN|END) ([^-]+)-----");
  private static final Pattern MARKER_START = Pattern.compile("-----(BEGIN|END) ");
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]*={0,2}");
  private static final int STRICT_LINE = 76;

  /** The mark that some editors put before UTF-8 (Unicode, 23.8), as it looks in Latin-1. */
  private static final String UTF_8_MARK = "\u00ef\u00bb\u00bf";

  private static final String COPY_AGAIN = "copy the file again from where it was made";

  private final String origin;
  private final String[] lines;
  private final boolean strictText;
  private final Findings findings;
  private final List<PemBlock> blocks = new ArrayList<>();
  private int at;

  private PemParser(String text, String origin, Findings findings) {
    this.origin = origin;
    this.lines = lines(text);
    this.strictText = !text.startsWith(UTF_8_MARK) && !text.replace("\r\n", "\n").contains("\r");
    this.findings = findings;
  }

  /**
   * @param text the file's bytes as Latin-1, so that every file is a text
   * @param origin names the file in messages
   * @param findings takes the blocks that are broken
   * @return the blocks that are not
   */
  static List<PemBlock> parse(String text, String origin, Findings findings) {
    PemParser parser = new PemParser(text, origin, findings);
    parser.run();
    return parser.blocks;
  }

  /** The lines of a file, without a byte order mark. */
  static String[] lines(String text) {
    return LINE_END.split(text.startsWith(UTF_8_MARK) ? text.substring(3) : text);
  }

  private void run() {
    while (at < lines.length) {
      String line = lines[at].strip();
      Matcher marker = MARKER.matcher(line);
      if (!marker.matches()) {
        if (MARKER_START.matcher(line).find()) {
          stray(line);
        }
        at++;
      } else if (marker.group(1).equals("END")) {
        problem(at, "END " + marker.group(2) + " without a BEGIN line before it", COPY_AGAIN);
        at++;
      } else {
        block(marker.group(2));
      }
    }
  }

  private void stray(String line) {
    problem(
        at,
        "a BEGIN or END marker that shares its line with other text: " + shortened(line),
        "put each marker onto a line of its own");
  }

  /**
   * Reads from a BEGIN line to the end of its END line, or to what shows that the END line is
   * missing.
   */
  private void block(String label) {
    int begin = at;
    boolean strict = strictText && lines[begin].equals("-----BEGIN CERTIFICATE-----");
    StringBuilder body = new StringBuilder();
    boolean sound = true;
    for (at = begin + 1; at < lines.length; at++) {
      String line = lines[at].strip();
      if (line.contains("-----")) {
        break;
      }
      strict &= line.equals(lines[at]) && !line.isEmpty() && line.length() <= STRICT_LINE;
      if (sound && !BASE64.matcher(line).matches()) {
        problem(at, "no base64: " + shortened(line), COPY_AGAIN);
        sound = false;
      }
      body.append(line);
    }
    String end = "-----END " + label + "-----";
    strict &= at < lines.length && lines[at].equals(end);
    if (!passes(end)) {
      problem(begin, "the block " + label + " has no END line", COPY_AGAIN);
    } else {
      if (sound) {
        decode(label, begin, body.toString(), strict);
      }
    }
  }

  /**
   * Goes on behind an END line; false if it is not here. {@code cat a.pem b.pem} glues the next
   * BEGIN to it where a.pem has no newline at its end; the rest of the line is read next then.
   */
  private boolean passes(String end) {
    String line = at < lines.length ? lines[at].strip() : "";
    if (line.equals(end)) {
      at++;
      return true;
    }
    boolean glued = line.startsWith(end + "-----BEGIN ");
    if (glued) {
      lines[at] = line.substring(end.length());
    }
    return glued;
  }

  private void decode(String label, int begin, String body, boolean strict) {
    try {
      if (body.length() % 4 != 0) {
        throw new IllegalArgumentException("not a multiple of four characters");
      }
      blocks.add(new PemBlock(label, begin + 1, Base64.getDecoder().decode(body), strict));
    } catch (IllegalArgumentException e) {
      problem(begin, "the base64 of the block " + label + " is cut off or damaged", COPY_AGAIN);
    }
  }

  private void problem(int index, String what, String remedy) {
    findings.problem(origin + ":" + (index + 1), what, remedy);
  }

  private static String shortened(String line) {
    return "'" + (line.length() <= 60 ? line : line.substring(0, 57) + "...") + "'";
  }
}
