// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.openssh;

import dev.hosttrust.controller.ssh.hostkey.HostKeyVerifier;
import java.io.IOException;
import java.nio.file.Path;

/** What the logins of one run share. */
record Workshop(
    SshProgram program,
    PrivateDirectory directory,
    Path askPass,
    Questions questions,
    Passphrases passphrases,
    HostKeyVerifier hostKeys,
    String keyExchanges)
    implements AutoCloseable {

  /** Finds ssh, asks what it knows, and makes a directory. */
  static Workshop open(SshProgram program, HostKeyVerifier hostKeys, Passphrases passphrases)
      throws IOException, InterruptedException {
    String keyExchanges = program.keyExchanges();
    PrivateDirectory directory = PrivateDirectory.make();
    try {
      Questions questions = Questions.listen(directory.file("questions"));
      return new Workshop(
          program, directory, directory.askPass(), questions, passphrases, hostKeys, keyExchanges);
    } catch (IOException e) {
      directory.close();
      throw e;
    }
  }

  @Override
  public void close() {
    questions.close();
    directory.close();
  }
}
