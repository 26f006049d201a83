// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.jsch;

import com.jcraft.jsch.Identity;
import com.jcraft.jsch.IdentityRepository;
import dev.hosttrust.controller.ssh.auth.Signer;
import dev.hosttrust.controller.ssh.hostkey.HostKey;
import java.io.IOException;
import java.util.List;
import java.util.Vector;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The keys for one login; remembers which of them were offered. */
final class Identities implements IdentityRepository {
  private final List<Signer> signers;
  private final int minimumRsaBits;
  private final List<String> offered = new CopyOnWriteArrayList<>();

  /**
   * @param minimumRsaBits shorter RSA keys are not offered
   */
  Identities(List<Signer> signers, int minimumRsaBits) {
    this.signers = signers;
    this.minimumRsaBits = minimumRsaBits;
  }

  List<String> offered() {
    return offered;
  }

  @Override
  @SuppressWarnings("JdkObsolete") // JSch's interface
  public Vector<Identity> getIdentities() {
    Vector<Identity> identities = new Vector<>();
    signers.forEach(signer -> identities.add(new SignerIdentity(signer)));
    return identities;
  }

  @Override
  public String getName() {
    return "keys";
  }

  @Override
  public int getStatus() {
    return RUNNING;
  }

  @Override
  public boolean add(byte @Nullable [] identity) {
    return false;
  }

  @Override
  public boolean remove(byte @Nullable [] blob) {
    return false;
  }

  @Override
  public void removeAll() {}

  /**
   * Never "encrypted": our signers ask for the passphrase themselves, when a host takes the key.
   */
  private final class SignerIdentity implements Identity {
    private static final String UNUSABLE = "none";
    private final Signer signer;

    SignerIdentity(Signer signer) {
      this.signer = signer;
    }

    @Override
    public String getAlgName() {
      return signer
          .publicKey()
          .flatMap(HostKey::parse)
          .filter(key -> key.rsaBits().orElse(Integer.MAX_VALUE) >= minimumRsaBits)
          .map(HostKey::type)
          .orElse(UNUSABLE);
    }

    @Override
    public byte @Nullable [] getPublicKeyBlob() {
      if (!offered.contains(signer.name())) {
        offered.add(signer.name());
      }
      return signer.publicKey().orElse(null);
    }

    @Override
    public byte @Nullable [] getSignature(byte[] data, String algorithm) {
      try {
        return signer.sign(data, algorithm);
      } catch (IOException e) {
        return null; // the key ring knows why
      }
    }

    @Override
    public byte @Nullable [] getSignature(byte[] data) {
      return getSignature(data, getAlgName());
    }

    @Override
    public String getName() {
      return signer.name();
    }

    @Override
    public boolean isEncrypted() {
      return false;
    }

    @Override
    public boolean setPassphrase(byte @Nullable [] passphrase) {
      return true;
    }

    @Override
    public void clear() {}
  }
}
