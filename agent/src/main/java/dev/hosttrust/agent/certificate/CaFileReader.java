// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.certificate;

import dev.hosttrust.words.BoundedFile;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Problem;
import dev.hosttrust.words.ProblemsException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Reads CA files and judges what is in them: PEM, with text around the blocks or without, one
 * certificate or several; or one certificate in DER. Immutable.
 *
 * <p>Refused, all at once: what cannot be read, a private key, no certificate, a broken block; and,
 * unless it is {@linkplain Allowance allowed}, a server's certificate, and a file of which no
 * certificate is valid now. What some client may not like is warned of; see {@link
 * CertificateChecks}.
 */
public final class CaFileReader {
  private final InstantSource now;
  private final Set<Allowance> allowed;

  /**
   * @param now the time that certificates shall be valid at
   * @param allowed what passes with a warning, and is refused otherwise
   */
  public CaFileReader(InstantSource now, Set<Allowance> allowed) {
    this.now = now;
    this.allowed = Set.copyOf(allowed);
  }

  /** A reader of certificates that go: whether they are still of use does not matter. */
  public static CaFileReader ofAbsent(InstantSource now) {
    return new CaFileReader(now, EnumSet.allOf(Allowance.class));
  }

  /** The same for a CA that another one follows: it may expire meanwhile. */
  public CaFileReader ofPrevious() {
    Set<Allowance> more = EnumSet.of(Allowance.EXPIRED);
    more.addAll(allowed);
    return new CaFileReader(now, more);
  }

  /**
   * Reads and checks a file of at most {@value BoundedFile#MAX_SIZE} bytes. What the file is or
   * holds is in the result; it never throws for that.
   */
  public CaFile read(Path file) {
    String origin = file.toString();
    if (Files.isDirectory(file)) {
      String remedy = "give the CA's certificate file, or Easy-RSA's directory as pki";
      return refused(origin, List.of(new Problem(origin, "is a directory", remedy)));
    }
    try {
      return parse(BoundedFile.read(file), origin);
    } catch (ProblemsException e) {
      return refused(origin, e.problems());
    }
  }

  private static CaFile refused(String origin, List<Problem> problems) {
    return new CaFile(origin, List.of(), problems, List.of());
  }

  /**
   * Checks the bytes of a file.
   *
   * @param origin names the bytes in messages
   */
  public CaFile parse(byte[] content, String origin) {
    Findings findings = new Findings();
    CertificateCollector found = new CertificateCollector(origin, allowed, now.instant(), findings);
    String text = new String(content, StandardCharsets.ISO_8859_1);
    if (content.length == 0) {
      findings.problem(origin, "is empty", "copy the file again from where it was made");
    } else if (isDer(content, text)) {
      found.add(origin, withoutBlanksAfter(content));
    } else {
      PrivateKeyMarks.firstLine(text)
          .ifPresent(line -> add(MistakenFile.PRIVATE_KEY, origin, line, findings));
      pem(content, PemParser.parse(text, origin, findings), origin, found, findings);
      if (!findings.failed() && found.isEmpty()) {
        noBlock(content, text, origin, findings);
      }
    }
    List<CaCertificate> certificates = found.finish();
    return new CaFile(
        origin,
        findings.failed() ? List.of() : certificates,
        findings.problems(),
        findings.warnings());
  }

  /** A certificate is longer than 127 bytes, so its second byte, the length, is not ASCII. */
  private static boolean isDer(byte[] content, String text) {
    return content[0] == Der.SEQUENCE
        && content.length > 1
        && (content[1] < 0 || !text.contains("-----BEGIN "));
  }

  /** Copying a binary file as a text may add a line feed. */
  private static byte[] withoutBlanksAfter(byte[] der) {
    try {
      int length = Der.firstLength(der);
      String rest = new String(der, length, der.length - length, StandardCharsets.ISO_8859_1);
      return rest.isBlank() ? Arrays.copyOf(der, length) : der;
    } catch (IllegalArgumentException e) {
      return der; // which is reported when it is read as a certificate
    }
  }

  private static void pem(
      byte[] file,
      List<PemBlock> blocks,
      String origin,
      CertificateCollector found,
      Findings findings) {
    for (PemBlock block : blocks) {
      if (block.isCertificate()) {
        String where = origin + ":" + block.line();
        if (blocks.size() == 1 && block.strict()) {
          found.addWithFile(where, block.der(), file);
        } else {
          found.add(where, block.der());
        }
      } else if (!block.isPassedOver()) {
        add(MistakenFile.ofLabel(block.label()), origin, block.line(), findings);
      }
    }
  }

  private static void add(MistakenFile content, String origin, int line, Findings findings) {
    findings.problem(origin + ":" + line, "holds " + content.words(), content.remedy(origin));
  }

  private static void noBlock(byte[] content, String text, String origin, Findings findings) {
    MistakenFile kind = MistakenFile.ofFile(content);
    if (text.startsWith("\u00ff\u00fe") || text.startsWith("\u00fe\u00ff")) {
      findings.problem(
          origin, "holds text in UTF-16", "convert it: iconv -f UTF-16 -t UTF-8 " + origin);
    } else {
      findings.problem(origin, "holds " + kind.words(), kind.remedy(origin));
    }
  }
}
