// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.sshd;

import dev.hosttrust.controller.ssh.Algorithms;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.agent.SshAgentFactory;
import org.apache.sshd.agent.SshAgentServer;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.UserAuthFactory;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractive;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKey;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.config.keys.ClientIdentityLoader;
import org.apache.sshd.client.session.ClientConnectionServiceFactory;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.core.CoreModuleProperties;

/** The one client for the whole fleet: it reads no file, asks nobody, and knows our key order. */
final class SshdClients {
  private SshdClients() {}

  static SshClient create() {
    SshClient client =
        ClientBuilder.builder()
            .factory(AddressedClient::new)
            .hostConfigEntryResolver(HostConfigEntryResolver.EMPTY)
            .clientIdentityLoader(ClientIdentityLoader.DEFAULT)
            .serverKeyVerifier((session, address, key) -> verify(session, key))
            .keyExchangeFactories(
                NamedFactory.setUpTransformedFactories(
                    true,
                    Algorithms.KEY_EXCHANGES.stream()
                        .map(BuiltinDHFactories::fromFactoryName)
                        .filter(Objects::nonNull)
                        .toList(),
                    ClientBuilder.DH2KEX))
            .cipherFactories(
                List.<NamedFactory<Cipher>>of(
                    BuiltinCiphers.aes128gcm,
                    BuiltinCiphers.aes256gcm,
                    BuiltinCiphers.cc20p1305_openssh,
                    BuiltinCiphers.aes128ctr,
                    BuiltinCiphers.aes192ctr,
                    BuiltinCiphers.aes256ctr))
            .build();
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setAgentFactory(new LoginAgentFactory());
    client.setUserAuthFactories(
        List.<UserAuthFactory>of(
            new PassingOverUnusableKeys(),
            UserAuthPasswordFactory.INSTANCE,
            new AskedOnlyWithAnAnswer()));
    client.setServiceFactories(
        List.of(new ListeningUserAuth.Factory(), ClientConnectionServiceFactory.INSTANCE));
    client.addSessionListener(new HostKeyOrder());
    CoreModuleProperties.TCP_NODELAY.set(client, true);
    CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
    CoreModuleProperties.AUTH_TIMEOUT.set(client, Duration.ZERO); // we watch the clock ourselves
    // A certificate that does not do is no reason to give up: its key may be in known_hosts.
    CoreModuleProperties.ABORT_ON_INVALID_CERTIFICATE.set(client, false);
    client.start();
    return client;
  }

  private static boolean verify(ClientSession session, PublicKey key) {
    SshdLogin login = SshdLogin.of(session);
    return login != null && login.verify(key);
  }

  /** Puts the host key algorithms first that known_hosts has keys for. */
  private static final class HostKeyOrder implements SessionListener {
    @Override
    public void sessionNegotiationOptionsCreated(
        Session session, Map<KexProposalOption, String> proposal) {
      SshdLogin login = session instanceof ClientSession client ? SshdLogin.of(client) : null;
      String offered = proposal.get(KexProposalOption.SERVERKEYS);
      if (login != null && offered != null) {
        proposal.put(
            KexProposalOption.SERVERKEYS,
            String.join(",", login.order(List.of(offered.split(",")))));
      }
    }
  }

  /** Goes on with the next key where one cannot sign, for want of its passphrase. */
  private static final class PassingOverUnusableKeys extends UserAuthPublicKeyFactory {
    @Override
    public UserAuthPublicKey createUserAuth(ClientSession session) {
      return new UserAuthPublicKey(getSignatureFactories()) {
        @Override
        protected boolean processAuthDataRequest(ClientSession from, String service, Buffer buffer)
            throws Exception {
          try {
            return super.processAuthDataRequest(from, service, buffer);
          } catch (SignerAgent.UnusableKeyException e) {
            currentAlgorithms.clear();
            return false;
          }
        }
      };
    }
  }

  /** Does not start a dialogue with the host that there is no answer for. */
  private static final class AskedOnlyWithAnAnswer extends UserAuthKeyboardInteractiveFactory {
    @Override
    public UserAuthKeyboardInteractive createUserAuth(ClientSession session) {
      return new UserAuthKeyboardInteractive() {
        @Override
        protected boolean sendAuthDataRequest(ClientSession to, String service) throws Exception {
          SshdLogin login = SshdLogin.of(to);
          return login != null && login.mayBeAsked() && super.sendAuthDataRequest(to, service);
        }
      };
    }
  }

  private static final class LoginAgentFactory implements SshAgentFactory {
    @Override
    public SshAgent createClient(Session session, FactoryManager manager) {
      SshdLogin login = session instanceof ClientSession client ? SshdLogin.of(client) : null;
      return login == null ? new SignerAgent(List.of(), name -> {}) : login.agent();
    }

    @Override
    public List<ChannelFactory> getChannelForwardingFactories(FactoryManager manager) {
      return List.of(); // the agent is never lent to a host
    }

    @Override
    public SshAgentServer createServer(ConnectionService service) {
      throw new UnsupportedOperationException("the agent is never lent to a host");
    }
  }
}
