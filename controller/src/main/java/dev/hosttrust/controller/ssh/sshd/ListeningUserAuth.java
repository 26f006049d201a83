// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.sshd;

import java.io.IOException;
import org.apache.sshd.client.future.AuthFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.ClientUserAuthService;
import org.apache.sshd.client.session.ClientUserAuthServiceFactory;
import org.apache.sshd.common.Service;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;

/** MINA's login, which also notes what the host says when it refuses something. */
final class ListeningUserAuth extends ClientUserAuthService {

  /** Makes one for each session. */
  static final class Factory extends ClientUserAuthServiceFactory {
    @Override
    public Service create(Session session) throws IOException {
      return new ListeningUserAuth(session);
    }
  }

  private ListeningUserAuth(Session session) {
    super(session);
  }

  @Override
  protected void processUserAuth(int command, Buffer buffer, AuthFuture future) throws Exception {
    ClientSession session = getClientSession();
    SshdLogin login = SshdLogin.of(session);
    if (command == SshConstants.SSH_MSG_USERAUTH_FAILURE && login != null) {
      int position = buffer.rpos();
      login.refused(buffer.getString());
      buffer.rpos(position);
    }
    super.processUserAuth(command, buffer, future);
  }
}
