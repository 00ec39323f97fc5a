package zigzag.data.mnist;

import java.io.IOException;

/** A mirror failed, as against the disk; the message is the reason, in a few words. */
final class MirrorException extends IOException {
  private static final long serialVersionUID = 1L;

  MirrorException(String message) {
    super(message);
  }

  MirrorException(String message, Throwable cause) {
    super(message, cause);
  }
}
