// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.jsch;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchRevokedHostKeyException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SocketFactory;
import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.Addresses;
import dev.hosttrust.controller.ssh.Faults;
import dev.hosttrust.controller.ssh.LoginClock;
import dev.hosttrust.controller.ssh.Resolver;
import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.Traffic;
import dev.hosttrust.controller.ssh.algorithms.AlgorithmKind;
import dev.hosttrust.controller.ssh.algorithms.Algorithms;
import dev.hosttrust.controller.ssh.auth.KeyRing;
import dev.hosttrust.controller.ssh.hostkey.HostKeyCheck;
import dev.hosttrust.controller.ssh.hostkey.HostKeyVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One login with JSch, to the target or to a jump host. */
final class JschLogin {
  private static final Pattern AUTH_FAIL =
      Pattern.compile("Auth (?:fail|cancel) for methods '(.*)'");
  private static final int NO_LIMIT = 0;
  private static final String TOO_MANY = "Too many authentication failures";

  private final JSch jsch;
  private final Target target;
  private final KeyRing keys;
  private final Traffic traffic;
  private final HostKeyCheck check;
  private final HostKeys hostKeys;
  private final Identities identities;
  private volatile @Nullable LoginClock clock;

  JschLogin(JSch jsch, Target target, HostKeyVerifier verifier, KeyRing keys, Traffic traffic)
      throws ShellException {
    this.jsch = jsch;
    this.target = target;
    this.keys = keys;
    this.traffic = traffic;
    try {
      this.check =
          verifier.forHost(target.host(), target.port(), target.hostKeys(), target.algorithms());
    } catch (UncheckedIOException e) {
      throw Faults.connecting(target, e);
    }
    this.hostKeys = new HostKeys(check, this::authenticating);
    this.identities =
        new Identities(keys.signers(target.keys()), target.algorithms().minimumRsaBits());
  }

  Session direct(Resolver resolver) throws ShellException {
    Addresses addresses;
    try {
      addresses = Addresses.of(target, resolver);
    } catch (UnknownHostException e) {
      throw Faults.connecting(target, e);
    }
    return connect(new DirectSocketFactory(addresses), addresses.limit());
  }

  Session through(Session jump, String jumpName) throws ShellException {
    Duration limit = target.timing().connect();
    return connect(new JumpSocketFactory(jump, jumpName, Math.toIntExact(limit.toMillis())), limit);
  }

  private Session connect(SocketFactory sockets, Duration limit) throws ShellException {
    Session session;
    try {
      session = jsch.getSession(target.user(), target.host(), target.port());
      prepare(session);
    } catch (JSchException e) {
      throw Faults.connecting(target, e);
    }
    RecordingSocketFactory recording = new RecordingSocketFactory(sockets, traffic);
    session.setSocketFactory(recording);
    try (LoginClock watch =
        LoginClock.start(target, limit, keys::isPrompting, recording::closeSocket)) {
      clock = watch;
      try {
        session.connect(NO_LIMIT); // of JSch's own, which is for each packet
        return session;
      } catch (JSchException | RuntimeException e) {
        if (watch.hasRunOut()) {
          throw watch.late(e);
        }
        boolean closed = recording.isEndedByHost() || Faults.isReset(e);
        throw closed && !hostKeys.isKeyShown() ? Faults.dropped(target, e) : failure(e);
      }
    }
  }

  private void authenticating() {
    LoginClock watch = clock;
    if (watch != null) {
      watch.authenticating();
    }
  }

  private void prepare(Session session) throws JSchException {
    session.setHostKeyRepository(hostKeys);
    session.setIdentityRepository(identities);
    session.setLogger(new SignatureAlgorithms(session));
    session.setUserInfo(new PasswordAnswer(target.password()));
    session.setThreadFactory(Thread.ofVirtual().factory());
    target.hostKeys().alias().ifPresent(session::setHostKeyAlias);
    int alive = Math.toIntExact(target.timing().keepAlive().toMillis());
    if (alive > 0) {
      session.setServerAliveInterval(alive);
      session.setServerAliveCountMax(target.timing().missed());
    }
    algorithms(session, target.algorithms());
    session.setConfig("prefer_known_host_key_types", "no"); // ordered just now
    session.setConfig("StrictHostKeyChecking", "yes");
    session.setConfig("HashKnownHosts", "no");
    session.setConfig(
        "PreferredAuthentications",
        target.password().isPresent()
            ? "publickey,password,keyboard-interactive"
            : "publickey,keyboard-interactive"); // a host may have no question
    // Each of these makes a key pair or a cipher at every connection, to see whether the JDK has
    // it. This JDK has.
    session.setConfig("CheckKexes", "");
    session.setConfig("CheckCiphers", "");
    session.setConfig("CheckSignatures", "");
  }

  private void algorithms(Session session, Algorithms algorithms) {
    session.setConfig("kex", algorithms.commaSeparated(AlgorithmKind.KEY_EXCHANGE));
    session.setConfig("server_host_key", String.join(",", check.order()));
    for (String direction : List.of("c2s", "s2c")) {
      session.setConfig("cipher." + direction, algorithms.commaSeparated(AlgorithmKind.CIPHER));
      session.setConfig("mac." + direction, algorithms.commaSeparated(AlgorithmKind.MAC));
    }
    session.setConfig(
        "PubkeyAcceptedAlgorithms", algorithms.commaSeparated(AlgorithmKind.USER_KEY));
    session.setConfig(
        "ca_signature_algorithms", algorithms.commaSeparated(AlgorithmKind.CA_SIGNATURE));
  }

  private ShellException failure(Exception e) {
    Optional<ShellException> refused =
        hostKeys.refusal().map(refusal -> Faults.connecting(target, refusal));
    if (refused.isPresent()) {
      return refused.get();
    }
    if (e instanceof JSchRevokedHostKeyException) {
      return Faults.connecting(
          target, new IOException("the host certificate or its authority is marked @revoked", e));
    }
    if (e.getCause() instanceof JumpSocketFactory.NoWayOnException noWay) {
      return Faults.behind(target, noWay.jump(), e);
    }
    String message = String.valueOf(e.getMessage());
    Matcher failed = AUTH_FAIL.matcher(message);
    if (failed.find()) {
      return denied(failed.group(1), e);
    }
    if (e instanceof PasswordAnswer.RefusedException) {
      return denied(target.password().isPresent() ? "" : "keyboard-interactive", e);
    }
    if (message.contains(TOO_MANY)) {
      return denied("the host allows no more attempts: choose one with --private-key", e);
    }
    return Faults.connecting(target, e);
  }

  private ShellException denied(String methods, Exception e) {
    List<String> problems = keys.problems(target.keys());
    return Faults.denied(target, methods, identities.offered(), problems, e);
  }
}
