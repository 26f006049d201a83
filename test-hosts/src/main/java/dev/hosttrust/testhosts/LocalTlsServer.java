// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * A TLS server on 127.0.0.1 of this machine, whose certificate can be changed at any moment: a
 * connection that is accepted from then on gets the new one. It shakes hands and says nothing.
 */
public final class LocalTlsServer implements AutoCloseable {
  private static final char[] NO_PASSWORD = {};

  private final ServerSocket listening;
  private volatile SSLContext context;

  private LocalTlsServer(ServerSocket listening, SSLContext context) {
    this.listening = listening;
    this.context = context;
  }

  /** Starts it on a free port. */
  public static LocalTlsServer start(ServerCertificate certificate) {
    try {
      ServerSocket listening = new ServerSocket(0, 500, InetAddress.ofLiteral("127.0.0.1"));
      LocalTlsServer server = new LocalTlsServer(listening, context(certificate));
      Thread.ofVirtual().name("tls-server").start(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return listening.getLocalPort();
  }

  /** {@code 127.0.0.1:port}. */
  public String address() {
    return "127.0.0.1:" + port();
  }

  /** From now on it serves another certificate. */
  public void serve(ServerCertificate certificate) {
    context = context(certificate);
  }

  private static SSLContext context(ServerCertificate server) {
    try (PEMParser key = new PEMParser(new StringReader(server.key()))) {
      byte[] pem =
          (server.certificate() + server.intermediates()).getBytes(StandardCharsets.US_ASCII);
      Certificate[] chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem))
              .toArray(new Certificate[0]);
      PrivateKey privateKey =
          new JcaPEMKeyConverter().getPrivateKey((PrivateKeyInfo) key.readObject());
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("server", privateKey, NO_PASSWORD, chain);
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(server.dnsName(), e);
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listening.accept();
        SSLContext now = context;
        Thread.ofVirtual().start(() -> shakeHands(socket, now));
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  private static void shakeHands(Socket plain, SSLContext context) {
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(plain, null, true)) {
      socket.setUseClientMode(false);
      socket.startHandshake();
      // Until the client has had enough.
      var _ = socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      // A client that does not trust it goes away.
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
