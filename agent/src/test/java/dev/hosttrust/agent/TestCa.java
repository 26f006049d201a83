package dev.hosttrust.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes throw-away CA certificates with the openssl command. */
final class TestCa {
  private TestCa() {}

  /** A self-signed CA, valid from now for a year: its certificate's file. */
  static Path create(Path directory, String subject) throws IOException {
    Files.createDirectories(directory);
    Path certificate = Files.createTempFile(directory, "ca", ".crt");
    run(
        List.of(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "365",
            "-subj",
            subject,
            "-keyout",
            directory.resolve("key.pem").toString(),
            "-out",
            certificate.toString(),
            "-addext",
            "keyUsage=critical,keyCertSign,cRLSign"));
    return certificate;
  }

  private static void run(List<String> words) throws IOException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(words + "\n" + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
