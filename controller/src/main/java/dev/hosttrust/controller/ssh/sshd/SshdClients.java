// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.sshd;

import dev.hosttrust.controller.ssh.algorithms.AlgorithmKind;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;

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
                    factories(AlgorithmKind.KEY_EXCHANGE, BuiltinDHFactories::fromFactoryName),
                    ClientBuilder.DH2KEX))
            .cipherFactories(factories(AlgorithmKind.CIPHER, BuiltinCiphers::fromFactoryName))
            .macFactories(factories(AlgorithmKind.MAC, BuiltinMacs::fromFactoryName))
            .signatureFactories(
                factories(AlgorithmKind.HOST_KEY, BuiltinSignatures::fromFactoryName))
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
    client.addSessionListener(new Proposal());
    CoreModuleProperties.TCP_NODELAY.set(client, true);
    CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
    CoreModuleProperties.AUTH_TIMEOUT.set(client, Duration.ZERO); // we watch the clock ourselves
    // A certificate that does not do is no reason to give up: its key may be in known_hosts.
    CoreModuleProperties.ABORT_ON_INVALID_CERTIFICATE.set(client, false);
    client.start();
    return client;
  }

  /** All that MINA has of a kind; a session proposes those that its host may have. */
  private static <F> List<F> factories(
      AlgorithmKind kind, Function<String, ? extends @Nullable F> named) {
    return factories(kind.possible(), named);
  }

  private static <F> List<F> factories(
      List<String> names, Function<String, ? extends @Nullable F> named) {
    List<F> factories = new ArrayList<>();
    for (String name : names) {
      F factory = named.apply(name);
      if (factory != null) {
        factories.add(factory);
      }
    }
    return factories;
  }

  private static boolean verify(ClientSession session, PublicKey key) {
    SshdLogin login = SshdLogin.of(session);
    return login != null && login.verify(key);
  }

  /** Proposes to each host what its configuration allows, in our order. */
  private static final class Proposal implements SessionListener {
    private static final Map<KexProposalOption, AlgorithmKind> KINDS =
        Map.of(
            KexProposalOption.ALGORITHMS, AlgorithmKind.KEY_EXCHANGE,
            KexProposalOption.SERVERKEYS, AlgorithmKind.HOST_KEY,
            KexProposalOption.C2SENC, AlgorithmKind.CIPHER,
            KexProposalOption.S2CENC, AlgorithmKind.CIPHER,
            KexProposalOption.C2SMAC, AlgorithmKind.MAC,
            KexProposalOption.S2CMAC, AlgorithmKind.MAC);

    @Override
    public void sessionNegotiationOptionsCreated(
        Session session, Map<KexProposalOption, String> proposal) {
      SshdLogin login = session instanceof ClientSession client ? SshdLogin.of(client) : null;
      if (login != null) {
        KINDS.forEach(
            (option, kind) ->
                proposal.computeIfPresent(option, (key, offered) -> wanted(login, kind, offered)));
      }
    }

    /** What is no algorithm, as {@code ext-info-c}, stays where it is: at the end. */
    private static String wanted(SshdLogin login, AlgorithmKind kind, String offered) {
      List<String> names = List.of(offered.split(","));
      return Stream.concat(
              login.wanted(kind, names).stream(),
              names.stream().filter(name -> !kind.possible().contains(name)))
          .collect(Collectors.joining(","));
    }
  }

  /** Goes on with the next key where one cannot sign, for want of its passphrase. */
  private static final class PassingOverUnusableKeys extends UserAuthPublicKeyFactory {
    @Override
    public UserAuthPublicKey createUserAuth(ClientSession session) {
      SshdLogin login = SshdLogin.of(session);
      List<NamedFactory<Signature>> allowed =
          login == null
              ? List.of()
              : factories(
                  login.wanted(AlgorithmKind.USER_KEY, AlgorithmKind.USER_KEY.possible()),
                  BuiltinSignatures::fromFactoryName);
      return new UserAuthPublicKey(allowed) {
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
      return login == null ? new SignerAgent(List.of(), 0, name -> {}) : login.agent();
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
