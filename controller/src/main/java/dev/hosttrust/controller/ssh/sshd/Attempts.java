package dev.hosttrust.controller.ssh.sshd;

import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.auth.password.PasswordAuthenticationReporter;
import org.apache.sshd.client.auth.pubkey.PublicKeyAuthenticationReporter;
import org.apache.sshd.client.session.ClientSession;

/** What was tried at a login and what the host said it would take; for the message. */
final class Attempts {
  private final List<String> keys = new ArrayList<>();
  private String methods = "";

  synchronized List<String> keys() {
    return List.copyOf(keys);
  }

  synchronized String methods() {
    return methods;
  }

  private synchronized void failed(List<String> serverMethods) {
    methods = String.join(",", serverMethods);
  }

  synchronized void offered(String key) {
    if (!keys.contains(key)) {
      keys.add(key);
    }
  }

  PublicKeyAuthenticationReporter ofKeys() {
    return new PublicKeyAuthenticationReporter() {
      @Override
      public void signalAuthenticationFailure(
          ClientSession session,
          String service,
          KeyPair identity,
          boolean partial,
          List<String> serverMethods) {
        failed(serverMethods);
      }
    };
  }

  PasswordAuthenticationReporter ofPasswords() {
    return new PasswordAuthenticationReporter() {
      @Override
      public void signalAuthenticationFailure(
          ClientSession session,
          String service,
          String password,
          boolean partial,
          List<String> serverMethods) {
        failed(serverMethods);
      }
    };
  }
}
