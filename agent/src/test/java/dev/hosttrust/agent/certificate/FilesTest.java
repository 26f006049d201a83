// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.certificate;

import static dev.hosttrust.agent.certificate.TestCertificates.ca;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.words.BoundedFile;
import dev.hosttrust.words.Problem;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is a matter of the file system, for CA files and for Easy-RSA's directory. */
class FilesTest {
  @TempDir Path dir;

  private final CaFileReader reader =
      new CaFileReader(InstantSource.fixed(TestCertificates.NOW), Set.of());

  @Test
  void readsAFileAndNamesIt() throws IOException {
    Path file = Files.writeString(dir.resolve("my ca.crt"), ca("CN=X").pem());
    CaFile read = reader.read(file);
    assertThat(read.certificates()).hasSize(1);
    assertThat(read.origin()).isEqualTo(file.toString());
  }

  @Test
  void refusesAMissingFile() {
    assertRefused(reader.read(dir.resolve("x")), dir + "/x: does not exist; check the path");
  }

  @Test
  void refusesADirectory() {
    assertRefused(
        reader.read(dir),
        dir + ": is a directory; give the CA's certificate file, or Easy-RSA's directory as pki");
  }

  /** A file that Linux lets nobody read, root included. */
  @Test
  void refusesAFileWithoutPermission() {
    Path file = Path.of("/proc/sys/net/ipv4/route/flush");
    assertRefused(
        reader.read(file), file + ": may not be read by you; check the permissions of the path");
  }

  @Test
  void refusesAFileThatCannotBeOpened() throws IOException {
    Path link = dir.resolve("x");
    Files.createSymbolicLink(link, link);
    assertThat(reader.read(link).problems())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.message())
                    .matches("\\Q" + link + "\\E: cannot be read: .*symbolic.*; check the file"));
  }

  @Test
  void refusesAFileOfMoreThanOneMebibyte() throws IOException {
    Path file = dir.resolve("big");
    Files.write(file, new byte[BoundedFile.MAX_SIZE + 1]);
    assertRefused(
        reader.read(file),
        file + ": is larger than 1048576 bytes; check that it is the right file");
  }

  @Test
  @Timeout(60)
  void refusesWhatItCouldWaitForOrReadForEver() throws Exception {
    Path pipe = dir.resolve("pipe");
    new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
    Path socket = dir.resolve("socket");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      assertRefused(reader.read(socket), socket + ": is a socket; give a file");
    }
    Path zero = Path.of("/dev/zero");

    assertRefused(reader.read(pipe), pipe + ": is a named pipe; give a file, or <(command)");
    assertRefused(reader.read(zero), zero + ": is a device; give a file");
    assertThat(BoundedFile.read(Path.of("/dev/null"))).isEmpty();
  }

  @Test
  void readsThePipeOfAProcessSubstitution() throws Exception {
    String pem = ca("CN=Piped").pem();
    Process holder = new ProcessBuilder("sleep", "60").start();
    try {
      Path pipe = Path.of("/proc/" + holder.pid() + "/fd/0");
      try (var out = holder.outputWriter()) {
        out.write(pem);
      }

      assertThat(reader.read(pipe).certificates())
          .extracting(CaCertificate::subject)
          .containsExactly("CN=Piped");
    } finally {
      holder.destroy();
    }
  }

  @Test
  void readsTheCaOfAnEasyRsaPki() throws IOException {
    Files.writeString(dir.resolve("ca.crt"), ca("CN=Easy").pem());
    CaFile read = new EasyRsaPki(reader).read(dir);
    assertThat(read.certificates()).extracting(CaCertificate::subject).containsExactly("CN=Easy");
    assertThat(read.origin()).isEqualTo(dir + "/ca.crt");
  }

  @Test
  void refusesAMissingPki() {
    assertPkiRefused("x", "does not exist; give the directory that `easyrsa init-pki` made");
  }

  @Test
  void refusesAFileAsPki() throws IOException {
    Files.writeString(dir.resolve("x"), "");
    assertPkiRefused("x", "is not a directory; give a single file as the certificate");
  }

  @Test
  void pointsFromTheEasyRsaDirectoryToThePkiInIt() throws IOException {
    Files.createDirectories(dir.resolve("x/pki"));
    assertPkiRefused("x", "has no ca.crt; give the PKI directory inside it, " + dir + "/x/pki");
  }

  @Test
  void saysThatThePkiHasNoCaYet() throws IOException {
    Files.createDirectories(dir.resolve("x/private"));
    assertPkiRefused("x", "has no ca.crt; make the CA first: easyrsa build-ca");
  }

  @Test
  void saysThatASubCaIsNotSignedYet() throws IOException {
    Files.createDirectories(dir.resolve("x/reqs"));
    Files.writeString(dir.resolve("x/reqs/ca.req"), "");
    assertPkiRefused(
        "x",
        "has no ca.crt; have its request reqs/ca.req signed by the upper CA, and put the certificate"
            + " there");
  }

  @Test
  void refusesADirectoryThatIsNoPki() throws IOException {
    Files.createDirectories(dir.resolve("x"));
    assertPkiRefused(
        "x",
        "has no ca.crt; give the directory that `easyrsa init-pki` made, as a rule its name is pki");
  }

  private void assertPkiRefused(String name, String message) {
    Path pki = dir.resolve(name);
    assertRefused(new EasyRsaPki(reader).read(pki), pki + ": " + message);
  }

  private static void assertRefused(CaFile file, String message) {
    assertThat(file.problems()).extracting(Problem::message).containsExactly(message);
  }
}
