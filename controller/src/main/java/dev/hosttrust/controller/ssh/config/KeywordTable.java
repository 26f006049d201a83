// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All keywords of ssh_config(5), as of OpenSSH 10.2 with the patches of Debian and Fedora, and what
 * becomes of each. {@code docs/ssh-configuration.md} shows this table; a test holds them together.
 */
final class KeywordTable {
  private static final Map<String, Entry> ENTRIES = new TreeMap<>();

  /**
   * A keyword.
   *
   * @param plain values with which it asks for nothing that a library does not do, in lower case
   */
  record Entry(String name, Handling handling, List<String> plain) {

    /** Whether a value asks for more than a library does. */
    boolean needsSsh(String value) {
      boolean more = handling == Handling.BY_SSH || handling == Handling.ONLY_BY_SSH;
      return more && !plain.contains(Keyword.lower(value));
    }
  }

  static {
    for (Keyword keyword : Keyword.values()) {
      add(keyword.toString(), Handling.DONE);
    }
    for (String word :
        List.of(
            "ChallengeResponseAuthentication",
            "DSAAuthentication", // means public keys of any type
            "Host",
            "IgnoreUnknown",
            "Include",
            "KbdInteractiveAuthentication",
            "Match",
            "PasswordAuthentication",
            "PreferredAuthentications",
            "PubkeyAuthentication",
            "SKEYAuthentication")) {
      add(word, Handling.DONE);
    }
    add("AddressFamily", Handling.BY_SSH, "any");
    add("BindAddress", Handling.BY_SSH);
    add("BindInterface", Handling.BY_SSH);
    add("CanonicalizeHostname", Handling.BY_SSH, "no", "false", "none");
    add("CheckHostIP", Handling.BY_SSH, "no", "false");
    add("GSSAPIAuthentication", Handling.BY_SSH, "no", "false");
    add("GSSAPIKeyExchange", Handling.BY_SSH, "no", "false");
    add("HostbasedAuthentication", Handling.BY_SSH, "no", "false");
    add("KnownHostsCommand", Handling.BY_SSH, "none");
    add("NoHostAuthenticationForLocalhost", Handling.BY_SSH, "no", "false");
    add("PKCS11Provider", Handling.BY_SSH, "none");
    add("SmartcardDevice", Handling.BY_SSH, "none");
    add("ProxyUseFdpass", Handling.BY_SSH, "no", "false");
    add("SecurityKeyProvider", Handling.BY_SSH, "internal", "none");
    add("VerifyHostKeyDNS", Handling.BY_SSH, "no", "false");

    for (String word :
        List.of(
            "CASignatureAlgorithms",
            "Ciphers",
            "HostKeyAlgorithms",
            "KexAlgorithms",
            "MACs",
            "PubkeyAcceptedAlgorithms",
            "PubkeyAcceptedKeyTypes",
            "RequiredRSASize",
            "RSAMinSize")) { // Fedora's name for the one before
      add(word, Handling.ALGORITHMS);
    }

    add("RefuseConnection", Handling.ONLY_BY_SSH);
    add("RevokedHostKeys", Handling.ONLY_BY_SSH, "none");

    for (String word :
        """
        AddKeysToAgent BatchMode CanonicalDomains CanonicalizeFallbackLocal
        CanonicalizeMaxDots CanonicalizePermittedCNAMEs ChannelTimeout Cipher
        ClearAllForwardings Compression CompressionLevel ConnectionAttempts ControlMaster
        ControlPath ControlPersist DynamicForward EnableEscapeCommandline EnableSSHKeysign
        EscapeChar ExitOnForwardFailure FingerprintHash ForkAfterAuthentication ForwardAgent
        ForwardX11 ForwardX11Timeout ForwardX11Trusted GatewayPorts GSSAPIClientIdentity
        GSSAPIDelegateCredentials GSSAPIKexAlgorithms GSSAPIRenewalForcesRekey
        GSSAPIServerIdentity GSSAPITrustDns HashKnownHosts HostbasedAcceptedAlgorithms
        HostbasedKeyTypes IPQoS KbdInteractiveDevices KeepAlive LocalCommand LocalForward
        LogLevel LogVerbose NumberOfPasswordPrompts ObscureKeystrokeTiming
        PermitLocalCommand PermitRemoteOpen Protocol RekeyLimit RemoteCommand RemoteForward
        RequestTTY RhostsRSAAuthentication RSAAuthentication SendEnv SessionType SetEnv
        StdinNull StreamLocalBindMask StreamLocalBindUnlink SyslogFacility Tag TCPKeepAlive
        Tunnel TunnelDevice UpdateHostKeys UsePrivilegedPort UseKeychain UseRoaming
        VersionAddendum VisualHostKey WarnWeakCrypto XAuthLocation
        """
            .strip()
            .split("\\s+")) {
      add(word, Handling.NO_EFFECT);
    }
  }

  private KeywordTable() {}

  private static void add(String name, Handling handling, String... plain) {
    ENTRIES.put(Keyword.lower(name), new Entry(name, handling, List.of(plain)));
  }

  /** The keyword of that name, in whatever case. */
  static Optional<Entry> of(String name) {
    return Optional.ofNullable(ENTRIES.get(Keyword.lower(name)));
  }

  /** All of them, by name. */
  static Collection<Entry> all() {
    return new ArrayList<>(ENTRIES.values());
  }
}
