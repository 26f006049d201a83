package dev.hosttrust.controller.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Tries the addresses of a name in turn, as ssh does, so that a dead IPv6 does no harm. */
public final class Addresses {
  private Addresses() {}

  /** One attempt to connect. */
  @FunctionalInterface
  public interface Attempt<T> {
    T connect(InetSocketAddress address) throws IOException;
  }

  /**
   * The first attempt that succeeds.
   *
   * @throws IOException what the last attempt met; {@link java.net.UnknownHostException} if there
   *     is no such name
   */
  public static <T> T connect(Target target, Attempt<T> attempt) throws IOException {
    InetAddress[] addresses = InetAddress.getAllByName(target.host());
    for (int i = 0; i < addresses.length - 1; i++) {
      try {
        return attempt.connect(new InetSocketAddress(addresses[i], target.port()));
      } catch (IOException e) {
        // the next one may do
      }
    }
    return attempt.connect(new InetSocketAddress(addresses[addresses.length - 1], target.port()));
  }
}
