// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.hostkey;

/** A host key was not accepted; the verdict says why. */
public final class HostKeyRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient HostKeyVerdict verdict;

  public HostKeyRefusedException(HostKeyVerdict verdict, String message) {
    super(message);
    this.verdict = verdict;
  }

  /** {@link HostKeyVerdict.Accepted} only where the key was but to be looked at. */
  public HostKeyVerdict verdict() {
    return verdict;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
