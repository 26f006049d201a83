// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.sshd;

import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.Addresses;
import dev.hosttrust.controller.ssh.Faults;
import dev.hosttrust.controller.ssh.LoginClock;
import dev.hosttrust.controller.ssh.Resolver;
import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.Traffic;
import dev.hosttrust.controller.ssh.algorithms.AlgorithmKind;
import dev.hosttrust.controller.ssh.auth.KeyRing;
import dev.hosttrust.controller.ssh.auth.Signer;
import dev.hosttrust.controller.ssh.hostkey.HostKey;
import dev.hosttrust.controller.ssh.hostkey.HostKeyCheck;
import dev.hosttrust.controller.ssh.hostkey.HostKeyRefusedException;
import dev.hosttrust.controller.ssh.hostkey.HostKeyVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.future.AuthFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.future.CancelOption;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.jspecify.annotations.Nullable;

/** One login with MINA, to the target or to a jump host; goes with its session as an attribute. */
final class SshdLogin {
  private static final AttributeKey<SshdLogin> KEY = new AttributeKey<>();
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final SshClient client;
  private final Target target;
  private final KeyRing keys;
  private final Traffic traffic;
  private final HostKeyCheck check;
  private final List<Signer> signers;
  private final Attempts attempts = new Attempts();
  private final PasswordOnce password;
  private volatile boolean keyShown;
  private volatile @Nullable LoginClock clock;
  private final AtomicReference<@Nullable HostKeyRefusedException> refusal =
      new AtomicReference<>();

  SshdLogin(
      SshClient client, Target target, HostKeyVerifier verifier, KeyRing keys, Traffic traffic)
      throws ShellException {
    this.client = client;
    this.target = target;
    this.keys = keys;
    this.traffic = traffic;
    this.signers = keys.signers(target.keys());
    this.password = new PasswordOnce(target.password());
    try {
      this.check =
          verifier.forHost(target.host(), target.port(), target.hostKeys(), target.algorithms());
    } catch (UncheckedIOException e) {
      throw Faults.connecting(target, e);
    }
  }

  static @Nullable SshdLogin of(ClientSession session) {
    AttributeRepository context = session.getConnectionContext();
    return context == null ? null : context.getAttribute(KEY);
  }

  SignerAgent agent() {
    return new SignerAgent(signers, target.algorithms().minimumRsaBits(), attempts::offered);
  }

  /** Whether the host may still ask for something. */
  boolean mayBeAsked() {
    return password.mayBeAsked();
  }

  /** The host refused a login and names the methods that can continue. */
  void refused(String methods) {
    attempts.refused(methods);
  }

  /** What may be used with the host, best first, of all that the client offers. */
  List<String> wanted(AlgorithmKind kind, List<String> offered) {
    List<String> wanted =
        kind == AlgorithmKind.HOST_KEY ? check.order() : target.algorithms().of(kind);
    return wanted.stream().filter(offered::contains).toList();
  }

  Traffic traffic() {
    return traffic;
  }

  /** MINA has checked a certificate's signature, dates and names before it comes here. */
  boolean verify(PublicKey shown) {
    keyShown = true;
    LoginClock watch = clock;
    if (watch != null) {
      watch.authenticating();
    }
    try {
      if (shown instanceof OpenSshCertificate certificate) {
        HostKey key = Blobs.hostKey(certificate.getCertPubKey());
        if (isSignedAsWanted(certificate)
            && check.acceptCertified(key, Blobs.hostKey(certificate.getCaPubKey()))) {
          return true;
        }
        check.accept(key);
      } else {
        check.accept(Blobs.hostKey(shown));
      }
      return true;
    } catch (HostKeyRefusedException e) {
      refusal.set(e);
      return false;
    }
  }

  private boolean isSignedAsWanted(OpenSshCertificate certificate) {
    return target
        .algorithms()
        .of(AlgorithmKind.CA_SIGNATURE)
        .contains(certificate.getSignatureAlgorithm());
  }

  ClientSession direct(Resolver resolver) throws ShellException {
    Addresses addresses;
    try {
      addresses = Addresses.of(target, resolver);
    } catch (UnknownHostException e) {
      throw Faults.connecting(target, e);
    }
    try (Watch watch = new Watch(addresses.limit())) {
      return watch.login(
          () ->
              addresses.connect(
                  (address, limit) ->
                      open(named(address.getAddress().getAddress()), target.port(), limit)));
    }
  }

  /** Through a port on the loopback that the jump host's session forwards, for this one alone. */
  ClientSession through(ClientSession jump, String jumpName) throws ShellException {
    JumpForward forward = JumpForward.begin(jump);
    Duration limit = target.timing().connect();
    try (Watch watch = new Watch(limit)) {
      return watch.login(
          () ->
              open(
                  named(LOOPBACK),
                  forward.bind(new SshdSocketAddress(target.host(), target.port())),
                  limit));
    } catch (ShellException e) {
      throw forward.isBarred() ? Faults.behind(target, jumpName, e) : e;
    } finally {
      forward.close();
    }
  }

  /** The address under the name that a host certificate must have. */
  private InetAddress named(byte[] address) throws IOException {
    String name = target.hostKeys().alias().orElse(target.host()).toLowerCase(Locale.ROOT);
    return InetAddress.getByAddress(name, address);
  }

  private ClientSession open(InetAddress address, int port, Duration limit) throws IOException {
    ClientSession session =
        client
            .connect(
                target.user(),
                new InetSocketAddress(address, port),
                AttributeRepository.ofKeyValuePair(KEY, this),
                null)
            .verify(limit, CancelOption.CANCEL_ON_TIMEOUT, CancelOption.CANCEL_ON_INTERRUPT)
            .getSession();
    session.setUserInteraction(password);
    return session;
  }

  private ShellException failure(Throwable e, LoginClock watch) {
    HostKeyRefusedException refused = refusal.get();
    if (refused != null) {
      return Faults.connecting(target, refused);
    }
    if (watch.hasRunOut()) {
      return watch.late(e);
    }
    if (traffic.isExceeded()) {
      return Faults.connecting(target, traffic.exceeded());
    }
    if (!keyShown && LoginEnd.isByHost(e)) {
      return Faults.dropped(target, e);
    }
    if (LoginEnd.isDenied(e)) {
      return Faults.denied(
          target, attempts.methods(), attempts.keys(), keys.problems(target.keys()), e);
    }
    return Faults.connecting(target, e);
  }

  private interface Opening {
    ClientSession open() throws IOException;
  }

  /** Ends a login that takes too long. */
  private final class Watch implements AutoCloseable {
    private final AtomicReference<@Nullable ClientSession> session = new AtomicReference<>();
    private final LoginClock time;

    Watch(Duration connecting) {
      time = LoginClock.start(target, connecting, keys::isPrompting, this::cut);
      clock = time;
    }

    private void cut() {
      ClientSession opened = session.get();
      if (opened != null) {
        opened.close(true);
      }
    }

    ClientSession login(Opening opening) throws ShellException {
      try {
        ClientSession opened = opening.open();
        session.set(opened);
        if (time.hasRunOut()) {
          opened.close(true);
        }
        AuthFuture auth = opened.auth();
        auth.verify();
        KeepAlive.start(opened, target.timing());
        return opened;
      } catch (IOException | RuntimeException e) {
        cut();
        throw failure(e, time);
      }
    }

    @Override
    public void close() {
      time.close();
    }
  }
}
