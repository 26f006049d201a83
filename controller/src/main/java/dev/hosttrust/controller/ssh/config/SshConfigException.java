package dev.hosttrust.controller.ssh.config;

/** An ssh_config file or a setting makes no sense; the message says what, and where it stands. */
public final class SshConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  public SshConfigException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
