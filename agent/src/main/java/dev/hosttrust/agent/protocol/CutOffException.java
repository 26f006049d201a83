package dev.hosttrust.agent.protocol;

/** The agent ran, and the end of its answer did not come. */
public final class CutOffException extends ProtocolException {
  private static final long serialVersionUID = 1L;

  CutOffException(String message) {
    super(message);
  }
}
